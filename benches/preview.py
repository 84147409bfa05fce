#!/usr/bin/env python3
"""How long a save takes to be seen, and what the preview holds in memory.

usage: preview.py SITE --chancery BIN [--hugo BIN --hugo-site DIR] [--rounds 15]

Starts `chancery serve` on SITE (a corpus with its site.toml and templates), saves a body, a front matter and a template again
and again, and measures from the close of the file to the first answer over HTTP that has the new text: events and
debouncing included. Then `chancery watch` on the same: from the close of the file to the new bytes on disk. With --hugo the
same saves go to `hugo server`. Prints medians and the largest resident memory. The files are put back.
"""
import argparse, glob, http.client, os, re, statistics as st, subprocess, tempfile, time

PATIENCE = 600


def get(port, path):
    try:
        c = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        c.request("GET", path)
        return c.getresponse().read().decode("utf-8", "replace")
    except OSError:
        return ""


def until(look, text):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if text in look():
            return time.monotonic()
        time.sleep(0.001)
    raise SystemExit(f"never saw {text!r}")


def save(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return time.monotonic()


def series(path, edit, look, rounds, pause):
    """Milliseconds from the close of the file to the sight of the edit, for each round."""
    original, times = open(path, encoding="utf-8").read(), []
    try:
        for n in range(rounds + 1):
            mark = f"mark-{n}-{time.monotonic_ns()}"
            closed = save(path, edit(original, mark))
            seen = until(look, mark)
            if n:
                times.append((seen - closed) * 1000)
            time.sleep(pause)
    finally:
        save(path, original)
        time.sleep(pause)
    return times


def resident(pid):
    text = open(f"/proc/{pid}/status").read()
    return int(re.search(r"VmHWM:\s+(\d+)", text)[1]) / 1024


def show(name, times):
    print(f"{name:42} median {st.median(times):8.1f} ms   [{min(times):.1f} to {max(times):.1f}]", flush=True)


BODY = lambda text, mark: text + f"\n{mark}\n"
FRONT = lambda text, mark: re.sub(r'^title: "', f'title: "{mark} ', text, count=1, flags=re.M)


def chancery(o, article):
    year, month, slug = article.split(os.sep)[-3:]
    slug = slug[:-3]
    path, port = f"/articles/{year}/{month}/{slug}/", 18111
    p = subprocess.Popen([o.chancery, "serve", "--root", o.site, "--port", str(port)], stderr=subprocess.DEVNULL)
    try:
        start = time.monotonic()
        until(lambda: get(port, path), "<article")
        print(f"chancery serve: ready in {time.monotonic() - start:.2f} s", flush=True)
        page = lambda: get(port, path)
        show("chancery serve, a saved body", series(article, BODY, page, o.rounds, 0.3))
        show("chancery serve, a saved title", series(article, FRONT, page, o.rounds, 0.5))
        template = os.path.join(o.site, "templates/article.html")
        show("chancery serve, a saved template", series(template, lambda t, m: t.replace("<article>", f"<article><!--{m}-->"), page, o.rounds, 0.3))
        print(f"chancery serve: resident memory at most {resident(p.pid):.0f} MiB", flush=True)
    finally:
        p.terminate(); p.wait()
    with tempfile.TemporaryDirectory(dir=o.work) as out:
        out = os.path.join(out, "public")
        p = subprocess.Popen([o.chancery, "watch", "--root", o.site, "--out", out], stderr=subprocess.DEVNULL)
        try:
            file = os.path.join(out, path.strip("/"), "index.html")
            disk = lambda: open(file).read() if os.path.exists(file) else ""
            until(disk, "<article")
            time.sleep(2)
            show("chancery watch, a saved body", series(article, BODY, disk, o.rounds, 1.0))
            show("chancery watch, a saved title", series(article, FRONT, disk, max(3, o.rounds // 3), 2.0))
            print(f"chancery watch: resident memory at most {resident(p.pid):.0f} MiB", flush=True)
        finally:
            p.terminate(); p.wait()


def hugo(o):
    article = sorted(glob.glob(os.path.join(o.hugo_site, "content/20*/*/*.md")))
    article = [a for a in article if not a.endswith("_index.md")][len(article) // 2]
    year, month, slug = article.split(os.sep)[-3:]
    path, port = f"/{year}/{month}/{slug[:-3]}/", 18313
    p = subprocess.Popen([o.hugo, "server", "-s", o.hugo_site, "--port", str(port), "--renderToMemory", "--disableLiveReload"],
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        start = time.monotonic()
        until(lambda: get(port, path), "<article")
        print(f"hugo server: ready in {time.monotonic() - start:.2f} s", flush=True)
        rounds = max(3, o.rounds // 5)
        show("hugo server, a saved body", series(article, BODY, lambda: get(port, path), rounds, 2))
        show("hugo server, a saved title", series(article, FRONT, lambda: get(port, path), rounds, 2))
        print(f"hugo server: resident memory at most {resident(p.pid):.0f} MiB", flush=True)
    finally:
        p.terminate(); p.wait()


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("site"); a.add_argument("--chancery", required=True); a.add_argument("--hugo"); a.add_argument("--hugo-site")
    a.add_argument("--rounds", type=int, default=15); a.add_argument("--work", default=None)
    o = a.parse_args()
    articles = sorted(glob.glob(os.path.join(o.site, "content/20*/*/*.md")))
    print(f"{len(articles)} articles", flush=True)
    chancery(o, articles[len(articles) // 2])
    if o.hugo:
        hugo(o)


main()
