"""The base of every widget of ours: how it finds its code and sends its state."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from explorer.language.palette import DARK, LIGHT, css_variables
from explorer.widgets import exchange, latest

_HERE = Path(__file__).parent
_SCRIPTS = (
    "conversation",
    "canvas",
    "slider",
    "controls",
    "exercise",
    "ledger",
    "share",
    "main",
)

# Each widget carries this stub; the code itself travels once, in one `Frontend` model.
_STUB = """
const home = (globalThis[Symbol.for("backprop-explorer")] ??= new Map());
const code = async (model) => {
  const edition = model.get("_edition");
  if (!home.has(edition)) {
    let resolve;
    const promise = new Promise((done) => (resolve = done));
    home.set(edition, { promise, resolve });
  }
  await model.widget_manager.get_model(model.get("_frontend").slice(10));
  return home.get(edition).promise;
};
export default {
  // anywidget gives up after two seconds, which a slow phone may need for the code.
  initialize: (context) => {
    code(context.model).then((it) => it.initialize(context));
  },
  render: async (context) => (await code(context.model)).render(context),
};
"""


def _source() -> str:
    parts = [
        (_HERE / "frontend" / f"{name}.js").read_text("utf-8") for name in _SCRIPTS
    ]
    return "\n".join(parts)


def _style() -> str:
    rules = [(_HERE / "frontend" / "style.css").read_text("utf-8")]
    for look, palette in (("light", LIGHT), ("dark", DARK)):
        names = "".join(f"{k}:{v};" for k, v in css_variables(palette).items())
        rules.append(f'html[data-bpx-look="{look}"]{{{names}}}')
    names = "".join(f"{k}:{v};" for k, v in css_variables(LIGHT).items())
    rules.append(f"@media print{{html:root[data-bpx-look]{{{names}}}}}")
    return "\n".join(rules)


_EDITION = hashlib.sha256((_source() + _style()).encode()).hexdigest()[:12]


class Frontend(anywidget.AnyWidget):
    """Carries the scripts, the style sheet and the font to the page, once."""

    _esm = traitlets.Unicode(_source()).tag(sync=True)
    _edition = traitlets.Unicode(_EDITION).tag(sync=True)
    style_sheet = traitlets.Unicode(_style()).tag(sync=True)
    font = traitlets.Bytes().tag(sync=True)

    _one: Frontend | None = None

    @traitlets.default("font")
    def _read_font(self) -> bytes:
        return (_HERE / "fonts" / "DejaVuSans-subset.woff2").read_bytes()

    @classmethod
    def one(cls) -> Frontend:
        """Return this kernel's only instance, made anew if it was closed."""
        if cls._one is None or cls._one.comm is None:
            cls._one = cls()
        return cls._one


def _kind(control: Control, msg: dict[str, Any]) -> Hashable:
    """Return what a later message may replace: a value, a place; or None."""
    data = msg["content"].get("data", {})
    content = data.get("content")
    if data.get("method") == "update":
        return control, frozenset(data.get("state", ()))
    if isinstance(content, dict) and content.get("kind") == "value":
        return control, "value"
    if isinstance(content, dict) and content.get("event") in ("drag", "point"):
        return control, content["event"], str(content.get("id"))
    return None


class Control(anywidget.AnyWidget):
    """A widget whose changes travel with the picture that shows them.

    Parameters
    ----------
    setting : str
        Name of the settings field this control changes, published as ``data-setting``.
    action : str
        Name of the action it stands for instead, published as ``data-action``.
    hidden, gone, locked : bool
        Whether its explorer, or the link, does not want it seen; whether the link
        forbids to move it.
    """

    _esm = traitlets.Unicode(_STUB).tag(sync=True)
    _edition = traitlets.Unicode(_EDITION).tag(sync=True)
    _frontend = traitlets.Instance(Frontend).tag(
        sync=True, **ipywidgets.widget_serialization
    )
    _id = traitlets.Unicode().tag(sync=True)
    _anywidget_id = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode().tag(sync=True)
    setting = traitlets.Unicode().tag(sync=True)
    action = traitlets.Unicode().tag(sync=True)
    hidden = traitlets.Bool(False).tag(sync=True)
    gone = traitlets.Bool(False).tag(sync=True)
    locked = traitlets.Bool(False).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        name = uuid.uuid4().hex  # chosen here, so that the page can tell who is who
        super().__init__(model_id=name, _id=name, **traits)
        self.on_msg(self._receive)

    @traitlets.default("_anywidget_id")
    def _name_class(self) -> str:
        return f"{type(self).__module__}.{type(self).__name__}"

    def add_traits(self, **traits: Any) -> None:
        """Add what the class lacks: anywidget makes a class for each widget (1 ms)."""
        missing = {k: trait for k, trait in traits.items() if not self.has_trait(k)}
        if missing:
            super().add_traits(**missing)

    @traitlets.default("_frontend")
    def _find_frontend(self) -> Frontend:
        return Frontend.one()

    def send_state(self, key: str | Iterable[str] | None = None) -> None:
        """Send these attributes; inside a round, leave them to the picture."""
        names = (
            {key} if isinstance(key, str) else set(self.keys if key is None else key)
        )
        if self.comm is None or not exchange.gather(self, names):
            super().send_state(key)

    def _handle_msg(self, msg: dict[str, Any]) -> None:
        """Take a message of the page, unless a newer one of its kind has come."""
        latest.soon(_kind(self, msg), lambda: super(Control, self)._handle_msg(msg))

    def _receive(self, _: object, content: Any, buffers: list[memoryview]) -> None:
        if not isinstance(content, dict):
            return
        with exchange.round_():
            sequence = content.get("sequence")
            if isinstance(sequence, int):
                exchange.hear(self, sequence)
            self.receive(content)

    def receive(self, content: dict[str, Any]) -> None:
        """Act on a message from the page; subclasses say how."""
