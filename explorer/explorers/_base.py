"""What every explorer has without asking: one loop from a control to the picture.

A change, wherever it comes from, is checked by the store and announced once; `show`
computes and moves the artists; the canvas sends what differs, and the controls follow.
An explorer declares its settings and tabs and writes `show`; the rest is here.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from explorer.explorers import _options, _page, _presets, _status
from explorer.explorers._handles import free_of, moved
from explorer.explorers._outline import S
from explorer.explorers._pictured import Pictured
from explorer.explorers._presets import Preset
from explorer.state import Page as Asked
from explorer.state import Store, declared, from_link, to_link, to_query
from explorer.widgets import Equation, Heading, Status, exchange
from explorer.widgets.control import Control
from explorer.widgets.pointing import Opening, SpotEvent

_AHEAD = "application/vnd.backprop-explorer.ahead+json"  # the template takes it out


class Explorer(Pictured[S]):
    """One explorer: settings, pictures and controls that stay together.

    Parameters
    ----------
    **settings
        Fields of the explorer's settings; what is left out has its default.

    Raises
    ------
    ValueError
        If a setting is unknown or outside its declared limits.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__()
        self._made = self.settings_type().replace(**settings)
        self.store: Store[Any] = Store(self._made)
        self.asked = Asked()  # what a link hides, locks, enlarges
        self.dragging = False
        self.status = Status()
        self.heading = Heading()
        self.equation: Equation | None = None
        #: what shares the place of the pictures with the canvas, at its right
        self.companion: Control | None = None
        #: more things to stand beside the pictures or in drawers, by name
        self.extras: dict[str, Any] = {}
        self._notices: tuple[str, ...] = ()  # to be said with the next change
        self._said: tuple[str, ...] = ()  # with the present one
        self._sentence = ""  # what `show` said last
        self.prepare()
        self.page = _page.Page(self)
        self.store.listen(self._changed)
        self.canvas.on_open = self._open
        self.canvas.on_spot = self.on_spot
        self.canvas.on_continue = lambda _: self.go_on()

    # ---- what everybody may call -----------------------------------------------------

    @property
    def link(self) -> str:
        """The settings that differ from the defaults, as a query string."""
        return to_link(self.settings, self.asked)

    @classmethod
    def from_link(cls, text: str) -> Explorer[S]:
        """Open the explorer a link describes; what the link has wrong is said."""
        made = cls()
        made._follow(text)
        made.status.text = " ".join(made._said)
        return made

    def _repr_mimebundle_(self, **options: Any) -> Any:
        shown = self.page.root._repr_mimebundle_(**options)
        link = os.environ.get("BACKPROP_EXPLORER_AHEAD")  # see server/kernels.py
        if link is not None and self.canvas.opening is None:
            return {**shown, _AHEAD: self.draw_ahead(link)}
        return shown

    def draw_ahead(self, link: str) -> dict[str, str | float]:
        """Follow a link and draw its picture before a page asks.

        With it, what a picture of any size waits for is loaded: the letters, most of
        all.

        Returns
        -------
        dict
            For a page to show before it can speak with the kernel: ``light`` and
            ``dark`` (WebP in base64), ``alt``, the ``link`` it has to have, the
            ``share`` of the pictures' width, and the ``shape``, width by height.
        """
        with exchange.round_():
            if link:
                self._follow(link)
            return self._drawn_ahead(link)

    # ---- the loop --------------------------------------------------------------------

    def take(self, *, drag: bool = False, **values: Any) -> None:
        """Pass values from a control to `change`; a refusal becomes the status line.

        A drag that ends where it was settles.
        """
        with exchange.round_():
            self.dragging, before = drag, self.settings
            try:
                self.change(**values)
                if not drag and self.settings == before:
                    self.settle()
            except ValueError as refused:
                self.page.refuse(values, str(refused))
                self.say(str(refused))
            finally:
                self.dragging = False

    def on_spot(self, event: SpotEvent) -> None:
        """Answer something done to a hotspot; a handle moves its fields."""
        if event.id in self.handles:
            self.move_handle(event, *self.handles[event.id])

    def move_handle(self, event: SpotEvent, across: str | None, up: str | None) -> None:
        """Let a handle that is dragged or nudged change up to two fields.

        A field with a logarithmic scale lies along an axis of its powers of ten.
        """
        if event.event in ("drag", "drop", "nudge"):
            fields = free_of(across, up, locked=self.store.locked)
            values = {
                name: moved(event, axis, declared(self.settings_type)[name],
                            self.shown(self.settings, name))
                for axis, name in fields.items()
            }  # fmt: skip
            self.take_spot(event, **values)

    def take_spot(self, event: SpotEvent, **values: Any) -> None:
        """Take what a hotspot asks for."""
        self.take(drag=event.event == "drag", **values)

    def settle(self) -> None:
        """Finish what a drag left out, because the hand has let go."""
        with exchange.round_():
            self.store.settle()
            self._refresh(self.settings, frozenset())

    def go_on(self) -> None:
        """Compute the next slice of what is unfinished, and show it."""
        with exchange.round_():
            if self.unfinished:
                self._refresh(self.settings, frozenset())

    def reset(self) -> None:
        """Go back to the settings it was opened with; undo brings the present back."""
        self.take_from(self.store.reset)

    def undo(self) -> None:
        """Take back the last change."""
        self.take_from(self.store.undo)

    def open_preset(self, preset: Preset) -> None:
        """Show a preset: its values, and the defaults of everything it leaves out."""
        defaults, fields = self.settings_type(), declared(self.settings_type)
        wanted = {name: getattr(defaults, name) for name in fields}
        if "tab" in wanted:  # unless the preset names one
            wanted["tab"] = self.tab(self.settings)
        wanted |= preset.values
        wanted |= {name: getattr(self.settings, name) for name in self.store.locked}
        self._notices = (preset.said,)
        self.take_from(lambda: self.store.update(**wanted))
        if self._notices:  # it was shown already
            self._said, self._notices = self._notices, ()
            self._refresh(self.settings, frozenset())

    @property
    def line(self) -> str:
        """The line of Python that opens what is shown."""
        return f'{type(self).__name__}.from_link("{self.link}")'

    def describe(self) -> None:
        """Say on the status line what the pictures show."""
        said = f"{self._sentence} {self.canvas.alt}".strip()
        # a screen reader speaks what differs: said again, it has a space more
        self.say(said + "\u00a0" if said == self.status.text else said)

    def project(self) -> None:
        """Make letters and lines large, for the third row; or as they were."""
        mode = None if self.asked.mode else "projector"
        self.asked = replace(self.asked, mode=mode)
        _options.put(self.asked, self.page.parts, self.page.root)
        self._said = ("Alt+P goes back.",) if mode else ()
        self._refresh(self.settings, frozenset())

    def take_from(self, act: Callable[[], object]) -> None:
        """Do something to the store; a refusal becomes the status line."""
        with exchange.round_():
            try:
                act()
            except ValueError as refused:
                self.say(str(refused))

    def say(self, sentence: str) -> None:
        """Put a sentence on the status line and send it."""
        with exchange.round_():
            self.status.text = sentence
            self.canvas.paint(to_query(self.settings), settled=True)

    def _changed(self, settings: S, changed: frozenset[str]) -> None:
        with exchange.round_():
            self._said, self._notices = self._notices, ()
            self._refresh(settings, changed)

    def _refresh(self, s: S, changed: frozenset[str]) -> None:
        if self.canvas.opening is None:
            self.page.follow(s)
            return
        try:
            if self._compose(s):
                changed = frozenset(declared(self.settings_type))
            sentence = self.show(s, changed)
        except Exception as problem:
            self.status.text = f"This could not be shown: {problem}"
            raise
        self._sentence = sentence
        self.status.text = _status.joined(self._said, sentence)
        self.status.quiet = self.dragging
        self.page.follow(s)
        self.canvas.paint(
            to_query(s),
            settled=not self.dragging,
            unfinished=self.unfinished and not self.dragging,
            link=self.link,
        )

    def _open(self, opening: Opening) -> None:
        if opening.search is not None and self._follow(opening.search):
            return  # the store has announced it
        self._refresh(self.settings, frozenset())

    def _follow(self, link: str) -> bool:
        """Begin anew as a link says; return whether the settings differ by it."""
        presets = _presets.read(self.name)
        settings, self.asked, notices = from_link(
            self.settings_type, link, None if link else self._made,
            parts=(*self.page.parts, *map(_options.VIEW.format, self.views_of)),
            presets={preset.name: preset.values for preset in presets},
        )  # fmt: skip
        _options.put(self.asked, self.page.parts, self.page.root)
        opened = [p.said for p in presets if p.name == self.asked.preset]
        self._notices = (*opened, *notices)
        if self.store.open(settings, frozenset(self.asked.lock)):
            return True
        self._said, self._notices = self._notices, ()
        return False
