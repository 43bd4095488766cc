"""A page without a browser: it speaks the page's half of the conversation."""

import urllib.parse

import numpy as np

from explorer.widgets.canvas import Canvas
from explorer.widgets.control import Control
from explorer.widgets.frame import decode


class Page:
    """Opens an explorer, keeps its picture as a browser would, and sends messages."""

    def __init__(
        self, explorer, monkeypatch, *, size=(1060, 430), look="light", search=""
    ):
        self.explorer, self.frames, self.picture = explorer, [], None
        self.sequence = 0
        monkeypatch.setattr(
            Canvas, "send", lambda canvas, *a, **k: self._receive(*a, **k)
        )
        self.open(size, look, search)

    def open(self, size, look="light", search=None, ratio=1.0):
        self.tell(
            self.explorer.canvas,
            kind="open", view="one", width=size[0], height=size[1], ratio=ratio,
            look=look, search=search,
        )  # fmt: skip

    def tell(self, control, **content):
        self.sequence += 1
        control._receive(control, {**content, "sequence": self.sequence}, [])
        self.paint()

    def paint(self):
        """Let the kernel go on, as a page does when it has painted."""
        while self.frames and self.frames[-1]["unfinished"]:
            self.frames[-1]["unfinished"] = False
            canvas = self.explorer.canvas
            canvas._receive(canvas, {"kind": "continue"}, [])

    def move(self, field, value, *, released=True):
        self.tell(self.control(field), kind="value", value=value, released=released)

    def drag(self, field, *values):
        for value in values:
            self.move(field, value, released=False)
        self.move(field, values[-1], released=True)

    def press(self, action):
        self.tell(self.explorer.page.buttons[action], kind="press")

    def spot(self, name, event, **more):
        self.tell(self.explorer.canvas, kind="spot", id=name, event=event, **more)

    def control(self, field):
        return self.explorer.page.controls[field]

    @property
    def beside(self):
        """What stands beside the pictures now: fields, and actions without a field."""
        [page, *_] = self.explorer.page.root.children
        todo, found = list(page.children[1].children), []
        while todo:
            one = todo.pop(0)
            todo[:0] = getattr(one, "children", ())
            if isinstance(one, Control) and not one.hidden:
                found.append(one.setting or one.action)
        return found

    @property
    def shown(self):
        """The settings the newest picture claims to show."""
        query = urllib.parse.parse_qsl(
            self.frames[-1]["settings"], keep_blank_values=True
        )
        return dict(query)

    @property
    def texts(self):
        """What is written in the picture, put together as the page does."""
        written = {}
        for frame in self.frames:
            if not frame["some"]:
                written = {}
            for entry in frame["texts"]:
                written[entry["view"], entry["id"]] = entry["text"]
        return written

    def written(self, view):
        """Return what is written in one view, by its name there."""
        return {name: text for (of, name), text in self.texts.items() if of == view}

    @property
    def status(self):
        return self.explorer.status.text

    def _receive(self, content, buffers=None):
        if content.get("kind") != "frame":
            return
        if content["whole"]:
            width, height = content["size"]
            self.picture = np.zeros((height, width), np.uint32)
        decode(self.picture, buffers[0], deflated=content["deflated"])
        self.frames.append(content)


def full_draw(explorer):
    """Draw the same figure from nothing, as saving it would."""
    figure = explorer.canvas.drawing.figure
    for view in explorer.views.values():
        for artist in view.moving:
            artist.set_animated(False)
    try:
        figure.canvas.draw()
        rgba = np.asarray(figure.canvas.buffer_rgba())
        return rgba.view(np.uint32)[..., 0].copy()
    finally:
        for view in explorer.views.values():
            for artist in view.moving:
                artist.set_animated(True)
