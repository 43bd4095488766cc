"""A random hand on an explorer without a browser; the same seed moves the same way.

Whatever it has done, the picture must be the one that the settings alone make: that
of an explorer that was opened with them and has no past.
"""

from __future__ import annotations

import random
from typing import Any
from unittest import mock

import numpy as np

from explorer import explorers
from explorer.language.catalogue import Entry
from explorer.state import declared, from_link, to_query
from explorer.widgets import Slider, TextBox
from explorer.widgets.canvas import Canvas
from tests.explorers.page import Page
from tests.load.fresh import different, fresh, nonsense

WORDS = ("", "3/4", "-1", "<b>x</b>", "1e400", "nan", "∞", "1e-7", "½", "0x10", "−0.5")
GRAPHS = ("z = x*x", "y = exp(x); z = y**-3", "z = 1/x", "z = log(x)", "y = x; z = y/y")
SIZES = ((1062, 430), (1530, 690), (760, 400))


class Hand:
    """Moves controls, presses buttons and drags what is in the picture.

    Parameters
    ----------
    entry : Entry
        Of the explorer.
    seed : int
    """

    def __init__(self, entry: Entry, seed: int) -> None:
        self.entry = entry
        self.made = getattr(explorers, entry.class_name)
        self.chance = random.Random(f"{entry.module} {seed}")
        self.page = Page(self.made(), _Patch(), size=SIZES[0])
        self.size, self.look = SIZES[0], "light"
        self.done: list[str] = []

    @property
    def explorer(self) -> Any:
        return self.page.explorer

    def act(self) -> None:
        """Do one thing."""
        kinds = {
            self._control: 6, self._button: 3, self._spot: 4, self._drawer: 1,
            self._window: 0.3, self._link: 0.3,
        }  # fmt: skip
        [act] = self.chance.choices(list(kinds), list(kinds.values()))
        act()

    # ---- the things it does ----------------------------------------------------------

    def _control(self) -> None:
        controls = self.explorer.page.controls
        field = self.chance.choice(list(controls))
        control = controls[field]
        declaration = declared(self.made.settings_type)[field]
        if isinstance(control, Slider):
            if self.chance.random() < 0.15:
                self._say(control, field, kind="text", text=self.chance.choice(WORDS))
                return
            low, high = self.chance.choice((declaration.range, declaration.limits))
            points = [low, high, (low + high) / 2, self.chance.uniform(low, high)]
            values = self.chance.sample(points, self.chance.randint(1, 4))
            if declaration.kind == "integer":  # the page rounds
                values = [round(value) for value in values]
            for value in values:
                self._say(control, field, kind="value", value=value, released=False)
            self._say(control, field, kind="value", value=values[-1], released=True)
        elif isinstance(control, TextBox):
            text = self.chance.choice((*WORDS[:4], *GRAPHS, control.value[1:]))
            self._say(control, field, kind="text", text=text)
        else:
            options = declaration.options or (True, False)
            self._say(control, field, kind="value", value=self.chance.choice(options))

    def _button(self) -> None:
        buttons = self.explorer.page.buttons
        buttons = {k: v for k, v in buttons.items() if k != "projector"}  # no setting
        others = {k: v for k, v in buttons.items() if not k.startswith("preset-")}
        name = self.chance.choice(
            list(self.chance.choice((others, buttons)))  # presets are many
        )
        if not (buttons[name].hidden or buttons[name].disabled):
            self._say(buttons[name], name, kind="press")

    def _spot(self) -> None:
        spots = self.page.frames[-1].get("spots")
        if not spots:
            return
        spot = self.chance.choice(spots)
        name, (width, height) = spot["id"], self.size
        canvas = self.explorer.canvas
        if not spot["drag"]:
            event = self.chance.choice(("point", "press", "press"))
            self._say(canvas, name, kind="spot", id=name, event=event)
        elif self.chance.random() < 0.5:
            way = {"dx": self.chance.choice((-1, 0, 1)), "dy": 1, "fine": False}
            self._say(canvas, name, kind="spot", id=name, event="nudge", **way)
        else:
            for event in ("drag", "drag", "drop"):
                x, y = self.chance.uniform(0, width), self.chance.uniform(0, height)
                self._say(canvas, name, kind="spot", id=name, event=event, x=x, y=y)

    def _drawer(self) -> None:
        drawer = self.explorer.page.table_drawer
        self._say(drawer, "table", kind="press", open=self.chance.random() < 0.5)

    def _window(self) -> None:
        self.size = self.chance.choice(SIZES)
        self.look = self.chance.choice(("light", "dark"))
        self.done.append(f"window {self.size} {self.look}")
        self.page.open(self.size, self.look)

    def _link(self) -> None:
        query = "&".join(
            f"{name}={self._value(declaration)}"
            for name, declaration in declared(self.made.settings_type).items()
            if self.chance.random() < 0.4
        )
        self.done.append(f"link {query}")
        self.page = Page(self.made(), _Patch(), size=self.size, look=self.look,
                         search=query)  # fmt: skip

    def _value(self, declaration: Any) -> object:
        if declaration.kind in ("number", "integer"):
            low, high = self.chance.choice((declaration.range, declaration.limits))
            value = self.chance.choice((low, high, self.chance.uniform(low, high)))
            return round(value) if declaration.kind == "integer" else value
        options = declaration.options or ("true", "false", "z")
        return self.chance.choice(options)

    def _say(self, control: Any, name: str, **content: Any) -> None:
        self.done.append(f"{name} {content}")
        self.page.tell(control, **content)

    # ---- what must hold --------------------------------------------------------------

    def fault(self) -> str:
        """Return what is wrong with the page, or nothing."""
        explorer, frame = self.explorer, self.page.frames[-1]
        query = to_query(explorer.settings)
        if frame["settings"] != query:
            return f"the picture shows {frame['settings']}, the settings are {query}"
        written = {**self.page.texts, "status": self.page.status}
        written["alt"] = frame.get("alt", "")  # waits while a hand is on something
        if explorer.equation is not None:
            terms = (term.get("value", "") for term in explorer.equation.terms)
            written["equation"] = " ".join(terms)
        if found := nonsense(written.values()):
            return found[0]
        _, _, refused = from_link(self.made.settings_type, query)
        if refused:
            return f"its own link is refused: {refused}"
        texts, pixels = fresh(self.entry, query, *self.size, self.look)
        if differs := different(self.page.texts, texts):
            return differs
        there = np.argwhere(self.page.picture != pixels)
        if there.size:
            (y, x), (down, right) = there.min(0), there.max(0)
            return f"pixels of the past: {len(there)} from {x}, {y} to {right}, {down}"
        return ""


class _Patch:
    """What Page needs of pytest's monkeypatch; a Canvas sends to the newest page."""

    def setattr(self, target: Any, name: str, value: Any) -> None:
        setattr(target, name, value)


def stray(entry: Entry, seed: int, actions: int) -> tuple[str, list[str]]:
    """Act so often; return the first fault and what was done before it."""
    with mock.patch.object(Canvas, "send", Canvas.send):  # the page puts its own there
        hand = Hand(entry, seed)
        for _ in range(actions):
            hand.act()
            if fault := hand.fault():
                return fault, hand.done
    return "", hand.done
