"""The explorer itself: from settings to products, the check and the words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, cast

from explorer.explorers._guess import Guess, Guessing
from explorer.explorers._page import Page
from explorer.explorers.matrices import (
    checking,
    forms,
    pictures,
    tensor,
    tensor_words,
    training,
    training_words,
    verdicts,
    words,
)
from explorer.explorers.matrices.operations import OPERATIONS
from explorer.explorers.matrices.passes import passes
from explorer.explorers.matrices.settings import WAITS, MatricesSettings
from explorer.views.view import View
from explorer.widgets import Equation
from explorer.widgets.pointing import SpotEvent


class Matrices(Guessing[MatricesSettings]):
    """Write a step in matrices, and check whether its gradient is true.

    Examples
    --------
    >>> Matrices(compare="train").settings.network
    'comp755'
    """

    name = "matrices"
    settings_type = MatricesSettings
    tabs: ClassVar = {
        "look": {"forms": 1.0},
        "step": {"tensor": 1.0},
        "run": {"check": 1.15, "beside": 1.0},
    }
    views_of: ClassVar = {
        "forms": forms.FormsView,
        "tensor": tensor.TensorView,
        "check": pictures.CheckView,
        "beside": pictures.ErrorView,
    }
    handles: ClassVar = {
        "epsilon": ("epsilon", None),
        "prediction": ("prediction", None),
    }
    guesses: ClassVar = {"prediction": Guess(-13, -1, WAITS)}
    beside = ("tab", "of_tab")
    of_tab: ClassVar = {
        "look": ("step", "operation", "network", "examples", "reduction"),
        "step": ("collapse", "layer", "network", "softmax"),
        "run": ("fault", "biases", "epsilon", "prediction", "compare", "network"),
    }
    drawers: ClassVar = {
        "Presets": ("presets",),
        "Options": (("inputs", "hidden"), ("outputs", "seed"), "chosen"),
    }

    def prepare(self) -> None:
        """Create the equation strip."""
        self.equation = Equation(label="The same step in NumPy, shape by shape")

    def arrange(self, page: Page, s: MatricesSettings) -> None:
        """Let the player end with the step's entries; training asks for a slip only."""
        super().arrange(page, s)
        for name in ("biases", "epsilon", "prediction", "network", "chosen"):
            page.controls[name].hidden = s.tab == "run" and s.compare == "train"
        last = OPERATIONS[s.operation].count(passes(s).network.sizes)
        if page.controls["step"].max != last:
            page.controls["step"].max = last

    def scene(self, s: MatricesSettings) -> object:
        """Another view stands beside the check while it trains."""
        return s.compare == "train"

    def view_class(self, name: str) -> Callable[..., View]:
        """Return the view of the error, or that of the training."""
        if name == "beside" and self.settings.compare == "train":
            return training.TrainingView
        return self.views_of[name]

    def show(self, s: MatricesSettings, changed: frozenset[str]) -> str:
        """Show one step in its forms, the tensor, or the check."""
        views: dict[str, Any] = dict(self.views)
        equation = cast("Equation", self.equation)
        p = passes(s)
        if s.tab == "look":
            made = forms.lines(p, s, views["forms"].palette)
            views["forms"].update(made, *words.about_forms(p, s))
            equation.terms = words.in_numpy(p, s)
            return words.forms_sentence(p, s)
        if s.tab == "step":
            made = tensor.lines(p, s, views["tensor"].palette)
            views["tensor"].update(made, *tensor_words.about_tensor(p, s))
            equation.terms = tensor_words.tensor_in_numpy(p, s)
            return tensor_words.tensor_sentence(p, s)
        if s.compare == "train":
            t = checking.trained(s)
            training.show_weights(views["check"], t, s)
            training.show_training(views["beside"], t, s)
            equation.terms = training_words.training_equation(t, s)
            return training_words.training_sentence(t, s)
        c = checking.checked(s)
        pictures.show_check(views["check"], c, s)
        pictures.show_error(views["beside"], c, s)
        equation.terms = verdicts.quotient(c, s)
        return verdicts.check_sentence(c, s)

    def table(self, s: MatricesSettings) -> tuple[str, list[str], list[list[str]]]:
        """Return every number of both passes, or of the check."""
        if s.tab != "run":
            return words.passes_table(passes(s), s)
        return verdicts.check_table(s)

    def on_spot(self, event: SpotEvent) -> None:
        """Write out the difference of a pressed line; the point moves ε."""
        name = event.id.removeprefix("line_")
        if event.event == "press" and name != event.id:
            self.take(chosen=name)
        super().on_spot(event)
