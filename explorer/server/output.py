"""What a kernel prints, sent without holding up the kernel that prints nothing."""

from __future__ import annotations

from ipykernel import iostream


class OutStream(iostream.OutStream):
    """Standard output of a kernel.

    After every message a kernel flushes its two streams, and waits twice for the thread
    that sends them: an eighth of a picture's time in a drag, in which nothing is ever
    printed. So only what has been written to is flushed.
    """

    written = False

    def write(self, string: str) -> int:
        """Write, and remember that there is something to flush."""
        self.written = True
        return super().write(string) or 0

    def flush(self) -> None:
        """Send what has been written, if anything."""
        if self.written:
            self.written = False
            super().flush()
