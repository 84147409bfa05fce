#!/usr/bin/env python3
"""Text overlap of extracted articles with the text that a person marked, as docs/extraction.md describes.

    benches/extraction.py GOLD OUTPUT [OUTPUT ...] [--pages]

GOLD has NAME.txt with the marked text of each page; each OUTPUT has NAME.txt with what one extractor found.
A page without an output counts as an empty one. The measure is that of scrapinghub's article-extraction-benchmark:
4-grams of words with their counts, precision and recall of each page, F1 of the two means. --pages lists the pages.
The halves are told apart by the name's CRC-32, so that a page keeps its half when others come and go.
"""

import argparse
import random
import re
import statistics
import zlib
from collections import Counter
from pathlib import Path


def shingles(text: str) -> Counter:
    words = re.findall(r"\w+", text)
    grams = (tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))
    return Counter(gram for gram in grams if gram)


def overlap(gold: str, found: str) -> tuple[float, float, float]:
    """Shares of true positives, false positives and false negatives, so that long texts weigh no more than short ones."""
    want, have = shingles(gold), shingles(found)
    shares = [(want & have).total(), (have - want).total(), (want - have).total()]
    total = sum(shares)
    return tuple(share / total for share in shares) if total else (0.0, 0.0, 0.0)


def ratio(hit: float, wrong: float, other: float) -> float:
    if wrong == other == 0:
        return 1.0
    return hit / (hit + wrong) if hit + wrong else 0.0


def mean(pages: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    precision = statistics.mean(ratio(tp, fp, fn) for tp, fp, fn in pages if tp + fp > 0)
    recall = statistics.mean(ratio(tp, fn, fp) for tp, fp, fn in pages if tp + fn > 0)
    return precision, recall, 2 * precision * recall / (precision + recall)


def spread(pages: list, times: int = 1000) -> float:
    """Half the width of the 95 % interval of F1, by drawing pages anew."""
    draw = random.Random(1)
    return 1.96 * statistics.stdev(mean(draw.choices(pages, k=len(pages)))[2] for _ in range(times))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("output", type=Path, nargs="+")
    parser.add_argument("--pages", action="store_true", help="list each page")
    parser.add_argument("--half", choices=["seen", "unseen"], help="only this half")
    args = parser.parse_args()
    names = sorted(path.stem for path in args.gold.glob("*.txt"))
    halves = {name: ("seen", "unseen")[zlib.crc32(name.encode()) % 2] for name in names}
    for output in args.output:
        scores = {}
        for name in names:
            if args.half in (None, halves[name]):
                found = output / f"{name}.txt"
                text = found.read_text(errors="replace") if found.exists() else ""
                scores[name] = overlap((args.gold / f"{name}.txt").read_text(errors="replace"), text)
        if args.pages:
            for name, (tp, fp, fn) in sorted(scores.items(), key=lambda entry: entry[1][0]):
                print(f"  {halves[name]:6} {name:40} precision {ratio(tp, fp, fn):.3f} recall {ratio(tp, fn, fp):.3f}")
        for half in ("seen", "unseen", None):
            pages = [score for name, score in scores.items() if half in (None, halves[name])]
            if len(pages) > 1 and (args.half is None or half == args.half):
                precision, recall, f1 = mean(pages)
                print(
                    f"{output.name:22} {half or 'all':6} {len(pages):4} pages  precision {precision:.3f}  "
                    f"recall {recall:.3f}  F1 {f1:.3f} ± {spread(pages):.3f}"
                )


if __name__ == "__main__":
    main()
