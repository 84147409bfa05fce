#!/usr/bin/env python3
"""How long an import of many mixed files takes, and how long the second one that finds nothing new.

    benches/import.py CHANCERY FOLDER [--files 10000] [--articles 0]

Makes the files in FOLDER (bulletins, web pages, mail, feeds, tables, citations, Word and PDF files from the fixtures of
the tests, each with words, names and days of its own), imports them into a new digest there, and imports them again.
`--articles N` puts N articles into the digest first. Prints seconds, the largest memory of each run, and what it said.
"""

import argparse
import io
import pathlib
import random
import shutil
import subprocess
import sys
import time
import zipfile

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "tests/fixtures"
NAMES = """Norway Ghana Malta Oman Chile Kenya Peru Croatia Georgia Latvia Nepal Qatar Estonia Uruguay Portugal Angola Iceland
Rwanda Sweden Brazil Thailand Cambodia Paraguay Hungary Austria Laos Denmark Bangladesh Poland Vietnam Greece Cyprus""".split()
NOUNS = """port bridge school vaccine cable library forest radar pilot engineer museum harvest railway river grain treaty
visit loan tariff visa embassy border patrol drill teacher nurse archive festival film orchard dam""".split()
VERBS = "sign open repair share plan review fund extend begin close train link restore exchange".split()


def story(rng, number):
    a, b = rng.sample(NAMES, 2)
    noun, verb = rng.choice(NOUNS), rng.choice(VERBS)
    title = f"{a}, {b} {verb} {noun} accord {number}"
    paragraphs = []
    for _ in range(rng.randint(4, 9)):
        words = " ".join(f"{rng.choice(NOUNS)} {rng.choice(VERBS)} {rng.choice(NOUNS)}" for _ in range(rng.randint(8, 22)))
        paragraphs.append(f"{a} and {b} will {verb} the {noun} of {words}.")
    day = (rng.randint(2010, 2024), rng.randint(1, 12), rng.randint(1, 28))
    return title, paragraphs, day, f"https://paper{number % 40}.example/{number}"


def text(title, paragraphs, day, url):
    y, m, d = day
    body = "\n\n".join(paragraphs)
    return f"---\n\n## **{title.upper()}**\n\n-\n\n{d:02}.{m:02}.{y}\n\n---\n\nHarbour Post ({y}-{m:02}-{d:02})\n\n{body}\n\n<{url}>\n\n---\n\nKaynak/Source:\n"


def html(title, paragraphs, day, url):
    y, m, d = day
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    nav = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in NAMES)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Harbour Post</title>'
        f'<meta property="og:site_name" content="Harbour Post"><link rel="canonical" href="{url}">'
        f'<meta property="article:published_time" content="{y}-{m:02}-{d:02}T08:00:00+02:00"></head><body><nav><ul>{nav}</ul></nav>'
        f'<article><h1>{title}</h1>{body}</article><aside><ul>{nav}</ul></aside><footer>© Harbour Post</footer></body></html>'
    )


def mail(title, paragraphs, day, url):
    y, m, d = day
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        "From: Digest Desk <desk@digest.example>\nSubject: Digest\nDate: Tue, 13 Jun 2023 06:05:00 +0300\nMIME-Version: 1.0\n"
        f"Content-Type: text/html; charset=utf-8\n\n<html><body><h2>{title}</h2><p>Harbour Post, {d}.{m}.{y}</p>{body}"
        f'<p><a href="{url}">Read the story</a></p></body></html>\n'
    )


def ris(title, paragraphs, day, url):
    y, m, d = day
    return f"TY  - NEWS\nTI  - {title}\nT2  - Harbour Post\nDA  - {y}/{m:02}/{d:02}/\nAB  - {' '.join(paragraphs)}\nUR  - {url}\nER  - \n"


def csv(title, paragraphs, day, url):
    y, m, d = day
    return f'Title;Date;Outlet;URL;Text\n"{title}";{y}-{m:02}-{d:02};Harbour Post;{url};"{" ".join(paragraphs)}"\n'


def feed(title, paragraphs, day, url):
    y, m, d = day
    body = "".join(f"&lt;p&gt;{paragraph}&lt;/p&gt;" for paragraph in paragraphs)
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><link>https://harbour.example/</link>'
        f"<description>x</description><item><title>{title}</title><link>{url}</link><pubDate>{y}-{m:02}-{d:02}</pubDate>"
        f"<description>{body}</description></item></channel></rss>"
    )


def docx(title, paragraphs, day, url):
    y, m, d = day
    lines = [("Heading1", title), (None, f"Harbour Post ({d:02}.{m:02}.{y})")] + [(None, p) for p in paragraphs] + [(None, url)]
    body = "".join(
        "<w:p>" + (f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else "") + f"<w:r><w:t>{line}</w:t></w:r></w:p>"
        for style, line in lines
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


def pdf(title, paragraphs, day, url):
    y, m, d = day
    lines = [title, "", f"{d:02}.{m:02}.{y}", "", f"Harbour Post ({y}-{m:02}-{d:02})", ""]
    for paragraph in paragraphs:
        words = paragraph.split()
        for at in range(0, len(words), 12):
            lines.append(" ".join(words[at : at + 12]))
        lines.append("")
    lines += [url]
    stream = "BT /F1 10 Tf 60 790 Td 13 TL\n" + "".join(f"({line}) Tj T*\n" for line in lines) + "ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"


KINDS = [(text, "txt", 30), (html, "html", 35), (mail, "eml", 8), (ris, "ris", 8), (csv, "csv", 4), (feed, "xml", 5), (docx, "docx", 5), (pdf, "pdf", 5)]


def make(folder, files):
    rng = random.Random(7)
    inbox = folder / "inbox"
    shutil.rmtree(folder, ignore_errors=True)
    inbox.mkdir(parents=True)
    (folder / "site.toml").write_text('title = "Digest"\nbase_url = "https://example.org/"\n')
    weights = [weight for _, _, weight in KINDS]
    for number in range(files):
        make_one, extension, _ = rng.choices(KINDS, weights)[0]
        made = make_one(*story(rng, number))
        (inbox / f"{number:06}.{extension}").write_bytes(made if isinstance(made, bytes) else made.encode())


def articles(folder, count):
    rng = random.Random(11)
    for number in range(count):
        title, paragraphs, (y, m, d), url = story(rng, 1_000_000 + number)
        target = folder / f"content/{y}/{m:02}"
        target.mkdir(parents=True, exist_ok=True)
        front = f'---\ntitle: "{title}"\ndate: {y}-{m:02}-{d:02}\ncountries: [AZ, PK]\nsource:\n  outlet: Harbour Post\n  url: {url}\nlang: en\n---\n\n'
        (target / f"a-{number}.md").write_text(front + "\n\n".join(paragraphs) + "\n")


def run(what, command, folder):
    start = time.monotonic()
    done = subprocess.run(["/usr/bin/time", "-f", "%M", command, "--root", str(folder), "import"], capture_output=True, text=True)
    lines = done.stderr.strip().splitlines()
    said = next(line for line in reversed(lines) if "there already" in line)
    print(f"{what}: {time.monotonic() - start:.2f} s, {int(lines[-1]) / 1024:.0f} MiB, {said}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chancery")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=0)
    given = parser.parse_args()
    command = str(pathlib.Path(given.chancery).resolve())
    make(given.folder, given.files)
    articles(given.folder, given.articles)
    run("first", command, given.folder)
    run("again", command, given.folder)


if __name__ == "__main__":
    sys.exit(main())
