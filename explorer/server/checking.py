"""``backprop-explorer check``: recompute worked examples and say what differs."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from explorer.decks.check import Report, check
from explorer.decks.examples import deck_examples
from explorer.decks.schema import UnusableError, load, printable


def check_files(files: Sequence[Path]) -> int:
    """Check files of worked examples, without any the decks' own.

    Prints a line for every wrong value and at last how many examples match; what cannot
    be used goes to the error stream.

    Returns
    -------
    int
        0 if all match, 1 if one does not, 2 if a file or an example is unusable.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name may hold any character
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return _check_files(files)
    except BrokenPipeError:  # piped into what reads the first lines only
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _check_files(files: Sequence[Path]) -> int:
    if not files:
        reports = [_shown("", "", check(deck_examples().values()))]
    else:
        reports = [_check_file(file, len(files) > 1) for file in files]
    matching = sum(report.matching for report in reports)
    total = sum(report.total for report in reports)
    if total:
        print(f"{matching} of {total} match", flush=True)
    if any(report.unusable for report in reports):
        return 2
    return 1 if matching < total else 0


def _check_file(file: Path, several: bool) -> Report:
    name = f"{printable(str(file))}: "
    try:
        examples = load(file)
    except UnusableError as error:
        return _shown("", name, Report(0, 0, (), (str(error),)))
    return _shown(name if several else "", name, check(examples))


def _shown(before_values: str, before_reasons: str, report: Report) -> Report:
    for wrong in report.wrong:
        print(f"{before_values}{wrong}")
    for reason in report.unusable:
        print(f"backprop-explorer: {before_reasons}{reason}", file=sys.stderr)
    return report
