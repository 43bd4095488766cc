"""The ten explorers: what they are called, what they ask, what of the decks they show.

Deck items are numbered as on the slides' digest: S0 is deck 1, S3 is deck 4.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One explorer.

    Attributes
    ----------
    class_name, module, notebook : str
        ``TrainXor``, ``train_xor`` (also the canvas's name), ``10-train-xor``.
    title, question : str
        What is written above the pictures.
    minutes : int
        A guess of how long it takes.
    decks : tuple of str
        Items of the decks.
    available : bool
        Whether it exists yet.
    """

    class_name: str
    module: str
    notebook: str
    title: str
    question: str
    minutes: int
    decks: tuple[str, ...]
    available: bool = False


def _items(deck: str, *numbers: int) -> tuple[str, ...]:
    return tuple(f"{deck}-{number:02}" for number in numbers)


EXPLORERS = (
    Entry(
        "Downhill", "downhill", "01-downhill", "Downhill",
        "Which way, and how far?", 10,
        (*_items("S0", 2, 3, 4), *_items("S2", 10, 17, 18, 33, 35)),
        available=True,
    ),
    Entry(
        "Chain", "chain", "02-chain", "Chain",
        "If I wiggle x, how much does z wiggle?", 12,
        (*_items("S0", 6), *_items("S1", 6), *_items("S2", 44), *_items("S3", 10)),
        available=True,
    ),
    Entry(
        "Slices", "slices", "03-slices", "Slices",
        "Who is to blame when two inputs share a node?", 15,
        (*_items("S0", 5, 7, 8, 9, 10), *_items("S3", 9)),
        available=True,
    ),
    Entry(
        "FitALine", "fit_a_line", "04-fit-a-line", "Fit a line",
        "One error, many weights: who moves, and how far?", 15,
        _items("S1", 1, 2, 3, 4, 5, 18),
        available=True,
    ),
    Entry(
        "Saturate", "saturate", "05-squash-and-saturate", "Squash and saturate",
        "Why did learning stop?", 15,
        (*_items("S0", 11), *_items("S2", 5, 24, 25, 26, 27, 28, 29, 43)),
        available=True,
    ),
    Entry(
        "Score", "score", "06-score-the-output", "Score the output",
        "What does the loss tell the last layer?", 10,
        (*_items("S1", 8), *_items("S2", 21, 22, 26, 29), *_items("S3", 5)),
        available=True,
    ),
    Entry(
        "ByHand", "by_hand", "07-by-hand", "Backprop by hand",
        "Can you send an error back through a network yourself?", 30,
        (
            *_items("S0", 1, 12, 13),
            *_items("S1", 7, 9, 10, 19, 20, 21, 23),
            *_items("S2", 2, 7, 8, 9, 11, 12, 15, 16, 19, 20, 23, 45, 46),
            *_items("S3", 6, 7, 8, 15, 16, 17),
        ),
        available=True,
    ),
    Entry(
        "Matrices", "matrices", "08-matrices-and-check", "Matrices and check",
        "Is it the same in matrices, and does it tell the truth?", 20,
        (
            *_items("S1", 11, 12, 13, 14, 15, 16, 17, 22, 24),
            *_items("S3", 2, 3, 4, 11, 12, 13, 14, 18, 20, 22, 23, 24, 27),
        ),
        available=True,
    ),
    Entry(
        "Steering", "steering", "09-steering", "Steering",
        "Fast, stable, and how do you know?", 20,
        _items("S2", 31, 32, 33, 34, 35, 36, 37, 41),
        available=True,
    ),
    Entry(
        "TrainXor", "train_xor", "10-train-xor", "Train XOR",
        "Does it always learn?", 25,
        (
            *_items("S2", 3, 4, 5, 6, 10, 13, 14, 30, 31, 38, 39, 40),
            *_items("S3", 19, 20, 21, 22, 23, 24, 25, 26),
        ),
        available=True,
    ),
)  # fmt: skip
