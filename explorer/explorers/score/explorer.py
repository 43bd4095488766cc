"""The explorer itself: from settings to scores, the pictures and the words."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from ipywidgets import Box

from explorer.explorers._guess import Guess, Guessing
from explorer.explorers._page import Page
from explorer.explorers.score import classes, effects, guesses, pictures, words
from explorer.explorers.score.scoring import both, shares
from explorer.explorers.score.settings import GUESSES, ScoreSettings
from explorer.widgets import Equation

_OUTPUT = ("z", "target", "output", "learning_rate", *GUESSES)
_CLASSES = ("score_1", "score_2", "score_3", "raised", "raise_by", "right")


class Score(Guessing[ScoreSettings]):
    """Move an output's z, and see what two losses tell it.

    Examples
    --------
    >>> Score(z=6.0).settings.target
    '0'
    """

    name = "score"
    settings_type = ScoreSettings
    tabs: ClassVar = {
        "look": {"loss": 1.2, "places": 1.0},
        "step": {"push": 1.2, "factors": 1.0},
        "run": {"shares": 1.0, "jacobian": 1.1, "class_push": 1.0},
    }
    views_of: ClassVar = {
        "loss": pictures.LossView,
        "places": effects.PlacesView,
        "push": pictures.PushView,
        "factors": effects.FactorsView,
        "shares": classes.SharesView,
        "jacobian": classes.JacobianView,
        "class_push": classes.ClassPushView,
    }
    handles: ClassVar = {
        **{"z_loss": ("z", None), "z_push": ("z", None)},
        **{name: (name, None) for name in GUESSES},
    }
    guesses: ClassVar = dict.fromkeys(
        GUESSES, Guess(-8.0, 8.0, 0.0, 0.1, {"decimals": 2, "sign": True})
    )
    beside = ("tab", "controls")
    drawers: ClassVar = {
        "Presets": ("presets",),
        "Options": ("lost_minus", "diagonal"),
    }

    def prepare(self) -> None:
        """Create the equation strip, and room for the controls of the open tab."""
        self.equation = Equation(label="The push, factor by factor")
        self.controls = Box()
        self.controls.add_class("bpx-axes")
        self.extras = {"controls": self.controls}

    def arrange(self, page: Page, s: ScoreSettings) -> None:
        """Put the controls beside the pictures that they move."""
        super().arrange(page, s)
        names = _CLASSES if s.tab == "run" else _OUTPUT
        wanted = tuple(page.controls[name] for name in names)
        if self.controls.children != wanted:
            self.controls.children = wanted

    def show(self, s: ScoreSettings, changed: frozenset[str]) -> str:
        """Show both losses, or the softmax."""
        views: dict[str, Any] = dict(self.views)
        equation = cast("Equation", self.equation)
        if s.tab == "run":
            found = shares(s)
            classes.show_shares(views["shares"], found, s)
            classes.show_jacobian(views["jacobian"], found, s)
            classes.show_push(views["class_push"], found, s)
            equation.terms = classes.equation(found, s)
            return classes.sentence(found, s)
        b = both(s)
        if s.tab == "look":
            pictures.show_loss(views["loss"], b, s)
            effects.show_places(views["places"], s)
        else:
            pictures.show_push(views["push"], b, s)
            effects.show_factors(views["factors"], b, s)
        equation.terms = words.equation(b, s)
        said = (one.sentence for one in guesses.fared(s) if s.tab == "step")
        return " ".join(filter(None, (words.sentence(b, s), *said)))

    def table(self, s: ScoreSettings) -> tuple[str, list[str], list[list[str]]]:
        """Return every number of both outputs."""
        return words.table(both(s), shares(s), s)
