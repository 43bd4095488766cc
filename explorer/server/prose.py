"""The notebooks' prose in a dashboard's Notes: Markdown with formulas as MathML.

Browsers draw MathML themselves. Voila's own way would load MathJax, 0.9 MB and a third
of a second of work, before the first picture.
"""

from __future__ import annotations

from voila.exporter import VoilaMarkdownRenderer


class ProseRenderer(VoilaMarkdownRenderer):
    """Voila's renderer, but formulas leave as MathML."""

    def inline_math(self, body: str) -> str:
        """Write a formula that stands in a line."""
        return mathml(body, "inline")

    def block_math(self, body: str) -> str:
        """Write a formula that stands alone."""
        return mathml(body, "block")


def mathml(latex: str, display: str) -> str:
    r"""Return a formula as MathML.

    >>> mathml("z", "inline").endswith("<mrow><mi>z</mi></mrow></math>")
    True
    """
    from latex2mathml.converter import convert  # half a second, and only for prose

    return convert(latex, display=display)
