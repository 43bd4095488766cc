"""What an explorer writes: its declarations, and the hooks it may fill in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from explorer.state import Settings, Store
from explorer.views.view import View
from explorer.widgets.control import Control
from explorer.widgets.pointing import SpotEvent

if TYPE_CHECKING:
    from explorer.explorers._page import Page

S = TypeVar("S", bound=Settings)
Action = tuple[str, str, Callable[[], object]]
"""Label, help, what to do."""
Group = str | tuple[str, ...]
"""A field, an action or an extra; or some side by side."""


class Outline(Generic[S]):
    """What differs between explorers; `Explorer` adds what they share."""

    name: ClassVar[str]
    settings_type: ClassVar[type[Settings]]
    #: tab -> the views it shows, each with its share of the width; a name such as
    #: "curve/slope" stands for two views, one above the other
    tabs: ClassVar[dict[str, dict[str, float]]]
    #: name -> class of the view
    views_of: ClassVar[dict[str, Callable[..., View]]]
    #: hotspot that can be dragged -> the fields it moves across and up
    handles: ClassVar[dict[str, tuple[str | None, str | None]]] = {}
    #: the fields whose controls stand beside the pictures; drawer -> its fields
    beside: ClassVar[tuple[Group, ...]] = ()
    drawers: ClassVar[dict[str, tuple[Group, ...]]] = {}
    #: tab -> what stands where `beside` says "of_tab"
    of_tab: ClassVar[dict[str, tuple[Group, ...]]] = {}

    store: Store[Any]
    dragging: bool
    companion: Control | None

    def prepare(self) -> None:
        """Create what `show` needs beside the views; called once."""

    def show(self, s: S, changed: frozenset[str]) -> str:
        """Compute and move the artists of the views that are on screen.

        Parameters
        ----------
        s : Settings
            What to show; `self.dragging` tells whether it will change again at once.
        changed : frozenset of str
            Fields that differ from the last call; all of them for a new picture.

        Returns
        -------
        str
            One sentence for the status line.
        """
        raise NotImplementedError

    def change(self, **values: Any) -> None:
        """Take a new value from a control; an explorer may answer otherwise."""
        self.store.update(drag=self.dragging, **values)

    def own_control(self, field: str) -> Control | None:
        """Return a control instead of the one that the field's declaration asks for."""
        return None

    def shown(self, s: S, field: str) -> Any:
        """Return what the control of this field shows; or its setting."""
        return getattr(s, field)

    def offered(self, s: S, field: str) -> list[list[str]] | None:
        """Return the options (value and words) of a choice that has not all of them."""
        return None

    def table(self, s: S) -> tuple[str, list[str], list[list[str]]]:
        """Return caption, columns and rows of the data table."""
        return "", [], []

    def actions(self) -> dict[str, Action]:
        """Return the explorer's own actions: name -> label, help, what to do."""
        return {}

    def arrange(self, page: Page, s: S) -> None:
        """Put other controls in place when the settings ask for them."""

    def on_spot(self, event: SpotEvent) -> None:
        """Answer something done to a hotspot; see `handles`."""

    def on_exercise(self, name: str) -> None:
        """Answer that an exercise came in sight; the name is empty when none is."""

    @property
    def canvas_share(self) -> float:
        """What part of the pictures' width the canvas has beside its companion."""
        shown = self.companion is not None and not self.companion.hidden
        return 0.53 if shown else 1.0

    @property
    def unfinished(self) -> bool:
        """Whether `go_on` has more to compute for the settings shown."""
        return False

    def tab(self, s: S) -> str:
        """Return the name of the tab that is open."""
        return str(getattr(s, "tab", next(iter(self.tabs))))

    def scene(self, s: S) -> object:
        """Return what else decides which views there are."""
        return None

    def view_class(self, name: str) -> Callable[..., View]:
        """Return the class of the view to build under this name."""
        return self.views_of[name]
