"""Predict before the first step: what was said and what came, together and named."""

from __future__ import annotations

from dataclasses import dataclass, replace

from explorer.language.numbers import parse, significant

_LONGEST = 200
_BRACKETS = "()[] "

Values = tuple[float | str, ...]


@dataclass(frozen=True)
class Asked:
    """What is asked before the first step.

    Attributes
    ----------
    question : str
    names : tuple of str
        Of the values, as the pictures label them; an arrow has two.
    words : tuple of str
        What each value may be; empty if each is a number.

    Examples
    --------
    >>> asked = Asked("Where will the arrow point?", ("Δw₁", "Δw₂"))
    >>> asked.predict("(-1, 0.5)").came(-1.5, 0.5).sentence
    'Δw₁: you said −1.00, it is −1.50. Δw₂: you said +0.500, it is +0.500.'
    """

    question: str
    names: tuple[str, ...]
    words: tuple[str, ...] = ()

    def predict(self, text: str) -> Prediction:
        """Read a prediction; an empty text skips it.

        Raises
        ------
        ValueError
            One sentence: how many values there must be, or which one is none.
        """
        return Prediction(self, self._read(text))

    def tidy(self, text: str) -> str:
        """Return a prediction as a setting stores it; reads what it returns as itself.

        For ``state.text("", read=asked.tidy, ...)``; errors as in `predict`.

        >>> Asked("How far?", ("x", "y")).tidy("1/2  0,25")
        '0.5; 0.25'
        """
        values = self._read(text)
        return "; ".join(v if isinstance(v, str) else repr(v) for v in values)

    def _read(self, text: str) -> Values:
        text = text[: _LONGEST + 1].strip(_BRACKETS)
        if not text:
            return ()
        parts = _parts(text, len(self.names))
        if len(parts) != len(self.names) or len(text) > _LONGEST:
            wanted = ", ".join(self.names)
            raise ValueError(
                f"{wanted}: {len(self.names)} values, parted by semicolons"
            )
        if not self.words:
            return tuple(parse(part) for part in parts)
        for part in parts:
            if part not in self.words:
                known = ", ".join(self.words)
                raise ValueError(f"unknown word {part[:40]!r}; choose one of: {known}")
        return tuple(parts)


@dataclass(frozen=True)
class Mark:
    """One value to draw twice, each time with its words beside it."""

    name: str
    said: float | str
    came: float | str
    said_in_words: str
    came_in_words: str


@dataclass(frozen=True)
class Prediction:
    """What somebody said and, once it is known, what came.

    Attributes
    ----------
    asked : Asked
    said : tuple of float or str
        Empty if the question was skipped.
    result : tuple of float or str
        Empty until the step was made.
    """

    asked: Asked
    said: Values = ()
    result: Values = ()

    def came(self, *result: float | str) -> Prediction:
        """Return the prediction with what came.

        Raises
        ------
        ValueError
            If it is not one value for each name.
        """
        if len(result) != len(self.asked.names):
            names = ", ".join(self.asked.names)
            raise ValueError(f"result must be one value each for {names}, got {result}")
        return replace(self, result=result)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What to draw: nothing before both the prediction and the result are there."""
        if not self.said or not self.result:
            return ()
        return tuple(
            Mark(name, said, came, f"you said {_words(said)}", f"it is {_words(came)}")
            for name, said, came in zip(
                self.asked.names, self.said, self.result, strict=True
            )
        )

    @property
    def sentence(self) -> str:
        """Both in words: ``x: you said +0.530, it is +0.470.``, or nothing."""
        return " ".join(
            f"{mark.name}: {mark.said_in_words}, {mark.came_in_words}."
            for mark in self.marks
        )


def _parts(text: str, count: int) -> list[str]:
    """Part a text into values; a comma parts them only where it cannot be a decimal."""
    if count == 1:
        return [text]
    if ";" in text:
        return [part.strip() for part in text.split(";")]
    spaced = [part.strip(",") for part in text.split()]
    if len(spaced) == count:
        return spaced
    return [part.strip() for part in text.split(",")]


def _words(value: float | str) -> str:
    return value if isinstance(value, str) else significant(value, 3, sign=True)
