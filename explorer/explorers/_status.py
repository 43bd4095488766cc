"""The status line: what was asked or refused, then what is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_WORDS = 25
"""So much is read at a glance, and heard before the next press."""

_SENTENCE_ENDS = re.compile(r"(?<=[.?!]) (?=\S)")


def joined(before: Sequence[str], state: str) -> str:
    """Put what comes first before the state, of which whole sentences go that are over.

    "Say what is shown" says all of it. The state alone is never cut.

    Examples
    --------
    >>> joined(["Is this the bottom?"], "Step 2: y = 0.100. It rings.")
    'Is this the bottom? Step 2: y = 0.100. It rings.'
    """
    words = sum(len(one.split()) for one in before)
    if not words:
        return state
    kept = list(before)
    for sentence in _SENTENCE_ENDS.split(state):
        words += len(sentence.split())
        if words > MOST_WORDS:
            break
        kept.append(sentence)
    return " ".join(kept)
