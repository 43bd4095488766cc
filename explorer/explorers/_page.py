"""The page of an explorer: a control for every field, in the same places everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ipywidgets import Box, Layout

from explorer.explorers import _keys, _options, _presets
from explorer.explorers._declared import control_of
from explorer.explorers._exercises import Exercises
from explorer.explorers._slips import Slips
from explorer.language.catalogue import EXPLORERS
from explorer.state import Declaration, declared
from explorer.widgets import (
    Button,
    Choice,
    Drawer,
    Share,
    Slider,
    Table,
    TextBox,
)
from explorer.widgets.control import Control

if TYPE_CHECKING:
    from explorer.explorers._base import Explorer


class Page:
    """Controls by field name, and the boxes they stand in."""

    def __init__(self, explorer: Explorer[Any]) -> None:
        self.explorer = explorer
        self.controls: dict[str, Control] = {}
        self.buttons: dict[str, Button] = {}
        self.exercises = Exercises(explorer.name)
        self.entry = next(e for e in EXPLORERS if e.module == explorer.name)
        self.slips = Slips(self.entry.decks, _presets.read(explorer.name))
        self._put_away: list[tuple[Drawer, set[Control]]] = []
        self._of_tab = _box("axes")
        self._by_tab: dict[str, tuple[Any, ...]] = {}
        #: what `hide` in a link may name, beside pictures
        self.parts: dict[str, Any] = {}
        self.share = Share()
        self.table = Table()
        self._table_drawer = Drawer(
            label="Data table", name="table", action="table", layout=_layout()
        )
        self._table_drawer.observe(lambda _: explorer.settle(), "is_open")
        for field, declaration in declared(explorer.settings_type).items():
            self.controls[field] = self._control(field, declaration)
        self._make_buttons()
        self.parts |= self.controls | self.buttons
        self.root = self._lay_out()
        self.follow(explorer.settings)

    # ---- from the control to the settings --------------------------------------------

    def _control(self, field: str, declaration: Declaration) -> Control:
        """Make the control of a field and hand what it says to the explorer."""
        own = self.explorer.own_control(field)
        if own is None and declaration.kind == "text":
            return TextBox(
                lambda entered: self.explorer.take(drag=False, **{field: entered}),
                value=declaration.default, setting=field, label=declaration.label,
                help=declaration.help, longest=declaration.longest, layout=_layout(),
            )  # fmt: skip
        control = own or control_of(field, declaration, layout=_layout())
        self._listen(field, control)
        return control

    def refuse(self, fields: Iterable[str], sentence: str) -> None:
        """Say beside its box why a text was refused; other controls go back."""
        for field in fields:
            control = self.controls.get(field)
            kind = declared(self.explorer.settings_type)[field].kind
            if isinstance(control, TextBox | Slider) and kind == "text":
                control.problem = sentence
        self.follow(self.explorer.settings, force=True)

    def _listen(self, field: str, control: Control) -> None:
        explorer = self.explorer

        def changed(change: Any) -> None:
            if self._following:
                return
            value = change["new"]
            if isinstance(control, Slider) and control.integer:
                value = round(value)
            explorer.take(drag=not getattr(control, "released", True), **{field: value})

        control.observe(changed, "value")
        if isinstance(control, Slider):
            control.observe(lambda _: explorer.settle(), "releases")

    _following = False

    def follow(self, settings: Any, *, force: bool = False) -> None:
        """Let every control show what holds now, during a drag those in sight."""
        self._following = True
        try:
            unseen = self._out_of_sight() if self.explorer.dragging else set()
            for field, control in self.controls.items():
                if control in unseen:
                    continue
                if isinstance(control, Choice):
                    offered = self.explorer.offered(settings, field)
                    if offered is not None and control.options != offered:
                        control.options = offered
                value = self.explorer.shown(settings, field)
                if control.value != value:
                    control.value = value
                    if isinstance(control, TextBox):
                        control.problem = ""
                elif force and not isinstance(control, TextBox):
                    control.send_state("value")
            beside = self._by_tab.get(self.explorer.tab(settings), ())
            if self._of_tab.children != beside:
                self._of_tab.children = beside
            self.explorer.arrange(self, settings)
            self.buttons["undo"].disabled = not self.explorer.store.can_undo
            if not self.explorer.dragging:
                self.slips.follow(settings)
                self.share.line = self.explorer.line
            if self._table_drawer.is_open and not self.explorer.dragging:
                caption, columns, rows = self.explorer.table(settings)
                self.table.caption, self.table.columns = caption, columns
                self.table.rows = rows
        finally:
            self._following = False

    def _out_of_sight(self) -> set[Control]:
        """Return the controls that stand nowhere but in closed drawers."""
        unseen: set[Control] = set()
        for drawer, controls in self._put_away:
            unseen |= set() if drawer.is_open else controls
        for box in (self._of_tab, *self.explorer.extras.values()):
            unseen.difference_update(getattr(box, "children", ()))
        return unseen

    def tuck(self) -> None:
        """Bring the controls beside a projector's picture, or put them away."""
        _options.toggle(self.root, _options.TUCKED)

    # ---- building --------------------------------------------------------------------

    def _make_buttons(self) -> None:
        explorer = self.explorer
        actions: dict[str, tuple[str, str, Callable[[], object]]] = {
            "reset": (
                "Reset",
                "Back to how the link opened it (Alt+R)",
                explorer.reset,
            ),
            "undo": ("Undo", "Take the last change back (Alt+Z)", explorer.undo),
            "tuck": ("Controls", "Bring the controls, or put them away", self.tuck),
            "describe": (
                "Say what is shown",
                "Describe the pictures on the status line (Alt+J)",
                explorer.describe,
            ),
            "projector": (
                "For the projector",
                "Large letters, and the controls put away (Alt+P)",
                explorer.project,
            ),
            **explorer.actions(),
        }
        for preset in _presets.read(explorer.name):
            actions[f"preset-{preset.name}"] = (
                preset.label,
                preset.question,
                lambda preset=preset: explorer.open_preset(preset),  # type: ignore[misc]
            )
        for action, (label, help_, act) in actions.items():
            self.buttons[action] = Button(
                label, act, help=help_, action=action, layout=_layout()
            )

    def _lay_out(self) -> Box:
        explorer = self.explorer
        head = self._head()
        self._by_tab = {
            tab: tuple(map(self._group, items))
            for tab, items in explorer.of_tab.items()
        }
        side = _box("side", *(self._group(item) for item in explorer.beside))
        drawers, panels = self._drawers()
        strip = _box("strip", explorer.equation) if explorer.equation else None
        bar = _box("drawers", *drawers)
        self.parts |= {"controls": side, "drawers": bar}
        self.parts |= {"equation": strip} if strip else {}
        page = _box(
            "page",
            head,
            side,
            _picture(explorer),
            *filter(None, (strip,)),
            _box("foot", explorer.status, bar),
        )
        named = f"explorer bpx-explorer-{explorer.name}"
        return _box(named, page, *self._panels_of_head(), *panels)

    def _head(self) -> Box:
        """Return the driving question, and what is of the whole page."""
        heading = self.explorer.heading
        heading.title, heading.question = self.entry.title, self.entry.question
        self.parts |= {
            "sharing": Drawer(
                label="Share", name="share", action="share",
                help="A link to what is shown, and its code",
            ),
            "keys": Drawer(label="?", name="keys", action="keys", help="Keys (?)"),
        }  # fmt: skip
        self.buttons["tuck"].add_class("bpx-tuck")
        letters = [self.controls[n] for n in ("notation",) if n in self.controls]
        buttons = (self.buttons[name] for name in ("tuck", "reset", "undo"))
        opened = (self.parts[name] for name in ("sharing", "keys"))
        return _box("head", heading, *letters, *buttons, *opened)

    def _panels_of_head(self) -> tuple[Box, Box]:
        keys = _keys.sheet(runs="step" in self.controls)
        acts = (self.buttons[name] for name in ("describe", "projector"))
        return (
            _box("panel bpx-panel-share bpx-high", self.share),
            _box("panel bpx-panel-keys bpx-high", *acts, keys),
        )

    def _drawers(self) -> tuple[list[Control], list[Box]]:
        """Return the drawers, the explorer's own first, and what they hold."""
        explorer = self.explorer
        drawers: list[Control] = []
        panels: list[Box] = []

        def add(part: str, drawer: Drawer, panel: str, *held: Any) -> None:
            self.parts[part] = drawer
            drawers.append(drawer)
            panels.append(_box(f"panel bpx-panel-{panel}", *held))

        for number, (title, items) in enumerate(self.explorer.drawers.items()):
            name = f"drawer-{number}"
            drawer = Drawer(label=title, name=name, action=name, layout=_layout())
            drawer.observe(lambda _: self.explorer.settle(), "is_open")
            rows = ((item,) if isinstance(item, str) else item for item in items)
            names = (name for row in rows for name in row if name in self.controls)
            self._put_away.append((drawer, {self.controls[name] for name in names}))
            word = title.lower().replace(" ", "-")
            part = f"{word}-drawer" if word in self.parts else word
            add(part, drawer, name, *map(self._group, items))
        if self.exercises.has_any:
            drawer = Drawer(
                label="Exercises", name="exercises", action="drawer-exercises"
            )
            add("exercises", drawer, "exercises", self.exercises.widget)

            def turned(_: Any, drawer: Drawer = drawer) -> None:
                shown = self.exercises.widget.name if drawer.is_open else ""
                explorer.on_exercise(shown)

            drawer.observe(turned, "is_open")
            self.exercises.widget.observe(turned, "name")
        if self.slips.has_any:
            add("slips", self.slips.drawer, "slips", self.slips.table)
        add("table", self._table_drawer, "table", self.table)
        return drawers, panels

    def _group(self, item: str | tuple[str, ...]) -> Any:
        """Return one control, a pair side by side, the presets, or an extra."""
        if isinstance(item, tuple):
            return _box("pair", *(self._one(name) for name in item))
        if item == "of_tab":
            return self._of_tab
        if item in self.explorer.extras:
            return self.explorer.extras[item]
        if item == "presets":
            names = [name for name in self.buttons if name.startswith("preset-")]
            return _box("row", *(self.buttons[name] for name in names))
        return self._one(item)

    def _one(self, name: str) -> Control:
        return self.controls[name] if name in self.controls else self.buttons[name]


def _picture(explorer: Explorer[Any]) -> Box:
    """Return the canvas, beside it what shares its place."""
    if explorer.companion is None:
        return _box("picture", explorer.canvas)
    return _box("picture bpx-shared", explorer.canvas, explorer.companion)


_shared: Layout | None = None


def _layout() -> Layout:
    """Return the layout of all: nobody asks for widths, so a hundred share one."""
    global _shared
    if _shared is None or _shared.comm is None:  # closed with everything else
        _shared = Layout()
    return _shared


def _box(names: str, *children: Any) -> Box:
    box = Box(children, layout=_layout())
    for name in names.split():
        box.add_class(name if name.startswith("bpx-") else f"bpx-{name}")
    return box
