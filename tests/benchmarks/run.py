"""Measures `gatekeeper check` against a bare expat pass and against junitparser, and prints tables.

python tests/benchmarks/run.py [--only S,M,L,XL,X1,ONE] [--rounds N] [--folder PATH] [--scale SHARE] [--readme]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import measure_all
from inputs import INPUTS
from machine import describe
from table import report

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def main() -> None:
    """Measure and print; with --readme also replace the tables of the README."""
    options = _options()
    names = options.only.split(",")
    if unknown := set(names) - set(INPUTS):
        sys.exit(f"there is no input {', '.join(sorted(unknown))}: choose from {', '.join(INPUTS)}")
    with TemporaryDirectory() as temporary:
        folder = Path(options.folder or temporary).resolve()
        measured = measure_all(names, folder, scale=options.scale, rounds=options.rounds)
    text = "\n".join([describe(options.rounds), "", *report(measured)])
    print(text)
    if options.readme:
        _write(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(INPUTS), help="which inputs (default: all)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured; the best counts (default: 3)")
    parser.add_argument("--folder", help="where the inputs are made, and found again by the next run (default: a temporary folder)")
    parser.add_argument("--scale", type=float, default=1.0, help="the share of the inputs' size, to try the script (default: 1)")
    parser.add_argument("--readme", action="store_true", help="write the tables into README.md")
    return parser.parse_args()


def _write(text: str) -> None:
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    README.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
