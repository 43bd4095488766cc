"""The explorer itself: from settings to scores, the pictures and the words."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from explorer.explorers._guess import Guess, Guessing
from explorer.explorers._page import Page
from explorer.explorers.score import (
    classes,
    effects,
    guesses,
    pictures,
    tables,
    words,
)
from explorer.explorers.score.scoring import both, shares
from explorer.explorers.score.settings import GUESSES, ScoreSettings
from explorer.widgets import Equation


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
        GUESSES, Guess(-8.0, 8.0, 0.0, 0.1, {"digits": 3, "sign": True})
    )
    beside = ("tab", "of_tab")
    of_tab: ClassVar = {
        "look": ("z", "target", "output", "learning_rate", *GUESSES),
        "step": ("z", "target", "output", *GUESSES),
        "run": ("score_1", "score_2", "score_3", "raised", "raise_by", "right"),
    }
    drawers: ClassVar = {
        "Presets": ("presets",),
        "Options": ("lost_minus", "diagonal"),
    }

    def prepare(self) -> None:
        """Create the equation strip."""
        self.equation = Equation(label="The push, factor by factor")

    def arrange(self, page: Page, s: ScoreSettings) -> None:
        """Ask for guesses where they are compared: of a sigmoid."""
        super().arrange(page, s)
        for name in GUESSES:
            page.controls[name].hidden = s.output != "sigmoid"

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
        return tables.table(both(s), shares(s), s)
