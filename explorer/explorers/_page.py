"""The page of an explorer: a control for every field, in the same places everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from explorer.explorers import _options, _presets
from explorer.explorers._declared import control_of
from explorer.explorers._exercises import Exercises
from explorer.explorers._layout import box, lay_out, layout
from explorer.explorers._slips import Slips
from explorer.language.catalogue import EXPLORERS
from explorer.language.symbols import OURS, others, relettered
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
        #: what `lay_out` fills in: drawer and its controls, tab and what it shows
        self.put_away: list[tuple[Drawer, set[Control]]] = []
        self.of_tab = box("axes")
        self.by_tab: dict[str, tuple[Any, ...]] = {}
        #: what `hide` in a link may name, beside pictures
        self.parts: dict[str, Any] = {}
        self.share = Share()
        self.table = Table()
        self.table_drawer = Drawer(
            label="Data table", name="table", action="table", layout=layout()
        )
        self.table_drawer.observe(lambda _: explorer.settle(), "is_open")
        for field, declaration in declared(explorer.settings_type).items():
            self.controls[field] = self._control(field, declaration)
        self._make_buttons()
        self.parts |= self.controls | self.buttons
        self.root = lay_out(self)
        self.follow(explorer.settings)

    # ---- from the control to the settings --------------------------------------------

    def _control(self, field: str, declaration: Declaration) -> Control:
        """Make the control of a field and hand what it says to the explorer."""
        own = self.explorer.own_control(field)
        if own is None and declaration.kind == "text":
            return TextBox(
                lambda entered: self.explorer.take(drag=False, **{field: entered}),
                value=declaration.default, setting=field, label=declaration.label,
                help=declaration.help, longest=declaration.longest, layout=layout(),
            )  # fmt: skip
        control = own or control_of(field, declaration, layout=layout())
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
            beside = self.by_tab.get(self.explorer.tab(settings), ())
            if self.of_tab.children != beside:
                self.of_tab.children = beside
            self._write_in(getattr(settings, "notation", OURS))
            self.explorer.arrange(self, settings)
            self.buttons["undo"].disabled = not self.explorer.store.can_undo
            if not self.explorer.dragging:
                self.slips.follow(settings)
                self.share.line = self.explorer.line
            if self.table_drawer.is_open and not self.explorer.dragging:
                caption, columns, rows = self.explorer.table(settings)
                self.table.caption, self.table.columns = caption, columns
                self.table.rows = rows
        finally:
            self._following = False

    _letters = OURS

    def _write_in(self, letters: str) -> None:
        """Let the names of the controls follow the letters of the pictures."""
        if letters == self._letters:
            return
        before, self._letters = self._letters, letters
        self.exercises.widget.letters = others(letters)
        for field, declaration in declared(self.explorer.settings_type).items():
            control, label = self.controls[field], declaration.label
            if control.label == relettered(label, before):
                control.label = relettered(label, letters)

    def _out_of_sight(self) -> set[Control]:
        """Return the controls that stand nowhere but in closed drawers."""
        unseen: set[Control] = set()
        for drawer, controls in self.put_away:
            unseen |= set() if drawer.is_open else controls
        for beside in (self.of_tab, *self.explorer.extras.values()):
            unseen.difference_update(getattr(beside, "children", ()))
        return unseen

    def tuck(self) -> None:
        """Bring the controls beside a projector's picture, or put them away."""
        _options.toggle(self.root, _options.TUCKED)

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
                label, act, help=help_, action=action, layout=layout()
            )

    def one(self, name: str) -> Control:
        """Return the control of a field, or the button of an action."""
        return self.controls[name] if name in self.controls else self.buttons[name]
