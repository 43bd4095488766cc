"""The ten explorers go by the same name everywhere."""

import re

from explorer.language.catalogue import EXPLORERS


def test_the_ten():
    assert [(e.class_name, e.module, e.notebook) for e in EXPLORERS] == [
        ("Downhill", "downhill", "01-downhill"),
        ("Chain", "chain", "02-chain"),
        ("Slices", "slices", "03-slices"),
        ("FitALine", "fit_a_line", "04-fit-a-line"),
        ("Saturate", "saturate", "05-squash-and-saturate"),
        ("Score", "score", "06-score-the-output"),
        ("ByHand", "by_hand", "07-by-hand"),
        ("Matrices", "matrices", "08-matrices-and-check"),
        ("Steering", "steering", "09-steering"),
        ("TrainXor", "train_xor", "10-train-xor"),
    ]


def test_every_explorer_asks_a_question():
    for entry in EXPLORERS:
        assert entry.question.endswith("?")
        assert entry.title
        assert 5 <= entry.minutes <= 45


def test_one_exists_at_least():
    assert "TrainXor" in [e.class_name for e in EXPLORERS if e.available]


def test_deck_items_are_well_formed_and_together_cover_the_decks():
    shown = [item for entry in EXPLORERS for item in entry.decks]
    assert all(re.fullmatch(r"S[0-3]-\d\d", item) for item in shown)
    assert all(len(set(entry.decks)) == len(entry.decks) for entry in EXPLORERS)
    # titles, summaries and lists of literature need no picture
    bare = {"S0-14", "S0-15", "S2-01", "S2-42", "S3-01"}
    last = {"S0": 15, "S1": 24, "S2": 46, "S3": 27}
    every = {f"{deck}-{n:02}" for deck, end in last.items() for n in range(1, end + 1)}
    assert every - bare == set(shown)
