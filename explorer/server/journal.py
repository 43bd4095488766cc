"""What the server says while it runs: a line per visitor, and never who it was.

Addresses hold what somebody has tried, and may hold the token; a kernel's number opens
it. Neither is written, whoever writes: Jupyter and Tornado name them in their errors.
"""

from __future__ import annotations

import logging
import re
import sys

from traitlets.config.application import LevelFormatter

_SECRET = re.compile(
    r"(?<=\?)[^\s'\"]+"  # a query
    r"|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"  # a kernel
)

visitors = logging.getLogger("backprop-explorer")


class Discreet(LevelFormatter):
    """Leaves queries and kernels out of what is written, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record.

        >>> said = "404 GET /voila/render/a.ipynb?learning_rate=0.5 (127.0.0.1)"
        >>> record = logging.makeLogRecord({"msg": said, "levelno": logging.ERROR})
        >>> Discreet("%(message)s").format(record)
        '404 GET /voila/render/a.ipynb?… (127.0.0.1)'
        """
        return _SECRET.sub("…", super().format(record))


def open_journal() -> None:
    """Send what is said to the terminal."""
    for logger, stream, level, form in (
        (visitors, sys.stdout, logging.INFO, "%(asctime)s %(message)s"),
        (logging.getLogger(), sys.stderr, logging.ERROR, "%(name)s: %(message)s"),
    ):
        handler = logging.StreamHandler(stream)
        handler.setFormatter(Discreet(form, datefmt="%Y-%m-%d %H:%M:%S"))
        logger.addHandler(handler)
        logger.setLevel(level)
    visitors.propagate = False
