"""The controls and the canvas: native elements in the page, widgets in the notebook.

This is the only room with JavaScript. Every widget is an ordinary Jupyter widget; what
they share is that a change travels inside the picture that shows it (:mod:`.exchange`).
"""

from explorer.widgets.canvas import Canvas
from explorer.widgets.controls import (
    Button,
    Choice,
    Drawer,
    Equation,
    Heading,
    Player,
    Slider,
    Status,
    Table,
    Tabs,
    TextBox,
    Toggle,
)
from explorer.widgets.exercise import Exercise
from explorer.widgets.ledger import Ledger
from explorer.widgets.share import Share

__all__ = [
    "Button",
    "Canvas",
    "Choice",
    "Drawer",
    "Equation",
    "Exercise",
    "Heading",
    "Ledger",
    "Player",
    "Share",
    "Slider",
    "Status",
    "Table",
    "Tabs",
    "TextBox",
    "Toggle",
]
