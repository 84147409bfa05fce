#!/usr/bin/env python3
"""How long an edition takes as a PDF, against WeasyPrint setting the HTML edition of the same articles.

    benches/print.py CHANCERY SITE --weasyprint BIN [--select "--year 2021"] [--rounds 1]

The two take turns in one run. Prints wall seconds, processor seconds and the largest memory of each, the pages of each,
and the ratio of the wall times.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile


def run(command):
    done = subprocess.run(["/usr/bin/time", "-f", "%e %U %M", *map(str, command)], capture_output=True, text=True, check=True)
    wall, user, memory = done.stderr.strip().splitlines()[-1].split()
    return float(wall), float(user), int(memory) / 1024


def pages(pdf):
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout
    return next(line.split()[-1] for line in told.splitlines() if line.startswith("Pages:"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chancery")
    parser.add_argument("site")
    parser.add_argument("--weasyprint", required=True)
    parser.add_argument("--select", default="")
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    select = given.select.split()
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        ask = [pathlib.Path(given.chancery).resolve(), "--root", given.site, "print", *select]
        run([*ask, "--html", folder / "edition.html"])
        for _ in range(given.rounds):
            ours.append(run([*ask, "--pdf", folder / "ours.pdf"]))
            theirs.append(run([given.weasyprint, folder / "edition.html", folder / "theirs.pdf"]))
        for name, runs, pdf in (("chancery", ours, "ours.pdf"), ("weasyprint", theirs, "theirs.pdf")):
            wall, user, memory = (statistics.median(values) for values in zip(*runs))
            print(f"{name}: {wall:.2f} s, {user:.2f} s of processor, {memory:.0f} MiB, {pages(folder / pdf)} pages")
    ratios = [a[0] / b[0] for a, b in zip(ours, theirs)]
    print(f"ratio: {statistics.median(ratios):.3f} [{min(ratios):.3f} to {max(ratios):.3f}]")


if __name__ == "__main__":
    sys.exit(main())
