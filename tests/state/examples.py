"""Settings as an explorer would declare them, for the tests of this room."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.state import Settings, choice, setting, toggle


@dataclass(frozen=True)
class Walk(Settings):
    """One of each kind, a field that gives way, and a pair that must agree."""

    learning_rate: float = setting(
        0.5, limits=(1e-6, 1e4), range=(0.01, 10.0), scale="log", label="η"
    )
    weight: float = setting(0.0, limits=(-1e300, 1e300), range=(-6, 6), label="w")
    steps: int = setting(300, limits=(1, 5000), range=(10, 1000), label="steps")
    step: int = setting(0, limits=(0, 5000), range=(0, 300), label="step")
    seed: int = setting(1, limits=(0, 2**63), range=(0, 99), label="seed")
    loss: str = choice("half_squared", options=("half_squared", "bce"), label="loss")
    output: str = choice(
        "sigmoid",
        options=("sigmoid", "tanh", "a b&c=d+e%26é"),
        labels={"tanh": "hyperbolic tangent"},
        label="output φ",
    )
    solid: bool = toggle(False, label="3-D")

    def normalised(self):
        return {"step": min(self.step, self.steps)}

    def check_together(self):
        if self.loss == "bce" and self.output != "sigmoid":
            raise ValueError(f"loss bce needs a sigmoid output, got {self.output}")
