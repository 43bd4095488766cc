"""Where everything stands on the page of an explorer: one grid, the same for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipywidgets import Box, Layout

from explorer.explorers import _keys
from explorer.widgets import Drawer
from explorer.widgets.control import Control

if TYPE_CHECKING:
    from explorer.explorers._base import Explorer
    from explorer.explorers._outline import Group
    from explorer.explorers._page import Page


def lay_out(page: Page) -> Box:
    """Return the whole page; note in it what stands where."""
    explorer = page.explorer
    head = _head(page)
    page.by_tab = {
        tab: tuple(_group(page, item) for item in items)
        for tab, items in explorer.of_tab.items()
    }
    side = box("side", *(_group(page, item) for item in explorer.beside))
    drawers, panels = _drawers(page)
    strip = box("strip", explorer.equation) if explorer.equation else None
    bar = box("drawers", *drawers)
    page.parts |= {"controls": side, "drawers": bar}
    page.parts |= {"equation": strip} if strip else {}
    grid = box(
        "page",
        head,
        side,
        _picture(explorer),
        *filter(None, (strip,)),
        box("foot", explorer.status, bar),
    )
    named = f"explorer bpx-explorer-{explorer.name}"
    return box(named, grid, *_panels_of_head(page), *panels)


def _head(page: Page) -> Box:
    """Return the driving question, and what is of the whole page."""
    heading = page.explorer.heading
    heading.title, heading.question = page.entry.title, page.entry.question
    page.parts |= {
        "sharing": Drawer(
            label="Share", name="share", action="share",
            help="A link to what is shown, and its code",
        ),
        "keys": Drawer(label="?", name="keys", action="keys", help="Keys (?)"),
    }  # fmt: skip
    page.buttons["tuck"].add_class("bpx-tuck")
    letters = [page.controls[n] for n in ("notation",) if n in page.controls]
    buttons = (page.buttons[name] for name in ("tuck", "reset", "undo"))
    opened = (page.parts[name] for name in ("sharing", "keys"))
    return box("head", heading, *letters, *buttons, *opened)


def _panels_of_head(page: Page) -> tuple[Box, Box]:
    keys = _keys.sheet(runs="step" in page.controls)
    acts = (page.buttons[name] for name in ("describe", "projector"))
    return (
        box("panel bpx-panel-share bpx-high", page.share),
        box("panel bpx-panel-keys bpx-high", *acts, keys),
    )


def _drawers(page: Page) -> tuple[list[Control], list[Box]]:
    """Return the drawers, the explorer's own first, and what they hold."""
    explorer = page.explorer
    drawers: list[Control] = []
    panels: list[Box] = []

    def add(part: str, drawer: Drawer, panel: str, *held: Any) -> None:
        page.parts[part] = drawer
        drawers.append(drawer)
        panels.append(box(f"panel bpx-panel-{panel}", *held))

    for number, (title, items) in enumerate(page.explorer.drawers.items()):
        name = f"drawer-{number}"
        drawer = Drawer(label=title, name=name, action=name, layout=layout())
        drawer.observe(lambda _: page.explorer.settle(), "is_open")
        rows = ((item,) if isinstance(item, str) else item for item in items)
        names = (name for row in rows for name in row if name in page.controls)
        page.put_away.append((drawer, {page.controls[name] for name in names}))
        word = title.lower().replace(" ", "-")
        part = f"{word}-drawer" if word in page.parts else word
        add(part, drawer, name, *(_group(page, item) for item in items))
    if page.exercises.has_any:
        drawer = Drawer(label="Exercises", name="exercises", action="drawer-exercises")
        add("exercises", drawer, "exercises", page.exercises.widget)

        def turned(_: Any, drawer: Drawer = drawer) -> None:
            shown = page.exercises.widget.name if drawer.is_open else ""
            explorer.on_exercise(shown)

        drawer.observe(turned, "is_open")
        page.exercises.widget.observe(turned, "name")
    if page.slips.has_any:
        add("slips", page.slips.drawer, "slips", page.slips.table)
    add("table", page.table_drawer, "table", page.table)
    return drawers, panels


def _group(page: Page, item: Group) -> Any:
    """Return one control, a pair side by side, the presets, or an extra."""
    if isinstance(item, tuple):
        return box("pair", *(page.one(name) for name in item))
    if item == "of_tab":
        return page.of_tab
    if item in page.explorer.extras:
        return page.explorer.extras[item]
    if item == "presets":
        names = [name for name in page.buttons if name.startswith("preset-")]
        return box("row", *(page.buttons[name] for name in names))
    return page.one(item)


def _picture(explorer: Explorer[Any]) -> Box:
    """Return the canvas, beside it what shares its place."""
    if explorer.companion is None:
        return box("picture", explorer.canvas)
    return box("picture bpx-shared", explorer.canvas, explorer.companion)


_shared: Layout | None = None


def layout() -> Layout:
    """Return the layout of all: nobody asks for widths, so a hundred share one."""
    global _shared
    if _shared is None or _shared.comm is None:  # closed with everything else
        _shared = Layout()
    return _shared


def box(names: str, *children: Any) -> Box:
    """Return a box of these classes, ``bpx-`` before each."""
    made = Box(children, layout=layout())
    for name in names.split():
        made.add_class(name if name.startswith("bpx-") else f"bpx-{name}")
    return made
