"""The network while it is worked out: numbers appear as they become known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from explorer.core.arrays import Array
from explorer.core.factors import WeightFactors
from explorer.core.network import Gradients, Network, Trace
from explorer.language.palette import blend
from explorer.views.network import NetworkView
from explorer.views.network_layout import Layout
from explorer.views.network_numbers import symbol, write
from explorer.views.view import Hotspot

_GIVEN = ("W", "b", "x", "y")  # beginnings of names that are known from the start


class KnownNetworkView(NetworkView):
    """A `NetworkView` that shows only what is known, and lights what is in use.

    Set `known` and `lit` with `update_known`; everything else is as in its base.
    """

    known: frozenset[str] = frozenset()
    lit: Mapping[str, str] = {}

    def update_known(
        self,
        network: Network,
        trace: Trace,
        gradients: Gradients,
        selected: str | None,
        factors: WeightFactors | None,
        targets: Array,
        known: Collection[str],
        lit: Mapping[str, str],
        told: str = "",
    ) -> None:
        """Show one example as far as it is worked out.

        Parameters
        ----------
        network, trace, gradients, selected, factors, targets
            As for `NetworkView.update`; of one example.
        known : collection of str
            Names of the numbers that are filled in, besides what is given.
        lit : mapping
            Colour of a role by the name of each number that the present row uses.
        told : str
            Stands where the base counts the examples; of one there is no count.
        """
        self.known, self.lit = frozenset(known), lit
        self.update(network, trace, gradients, 0, selected, factors, targets)
        panel = self.palette.panel
        ends = {label.id: label.x for label in self.numbers.labels}
        kept = []
        for label in self.numbers.labels:
            if label.id == "example":
                kept.append(label._replace(text=told))
                continue
            if not self._is_known(label.id):
                continue
            number = label.id.removesuffix("_symbol")
            if number != label.id and not self._is_known(number):
                kept.append(label._replace(x=ends[number]))  # it stands by itself
                continue
            colour = lit.get(label.id)
            behind = blend(panel, colour, 0.25) if colour else None
            kept.append(label._replace(background=behind))
        self.numbers.set_labels(kept)

    def _is_known(self, name: str) -> bool:
        if name.endswith("_symbol") or (name in self.values and name[0] in _GIVEN):
            return True
        return name.removesuffix("_state") in self.known

    def _weave(self, layout: Layout, way: Collection[str], units: set[str]) -> None:
        """Leave out the hatching of what is not known to be flat."""
        known = self.known
        self.states = {n: w if n in known else "" for n, w in self.states.items()}
        super()._weave(layout, way, units)

    def hotspots(self) -> list[Hotspot]:
        """Return the same places; their words keep what is not known."""
        return [replace(s, label=self._say(s.id, s.label)) for s in super().hotspots()]

    def _say(self, name: str, label: str) -> str:
        if name in self.values and name[0] in "Wb":
            if f"d{name}" in self.known:
                return label
            return label.partition(", gradient")[0]
        ids = [f"{kind}{name[1:]}" for kind in ("z", "h", "delta", "dh")]
        said = [
            f"{symbol(n, self.sizes, self.notation)} {write(n, self.values[n])}"
            for n in ids
            if n in self.known
        ]
        return f"{label.partition(':')[0]}: {', '.join(said) or 'still to be done'}"

    def _listed(self, names: Iterable[str]) -> str:
        return ", ".join(
            f"{symbol(n, self.sizes, self.notation)} = {write(n, self.values[n])}"
            for n in names
        )

    def alt(self) -> str:
        """Say which numbers of units and loss are known, and what came back."""
        known = [n for n in self.values if n in self.known]
        ahead = self._listed(n for n in known if n[0] != "d")
        back = self._listed(n for n in known if n.startswith("d") and n[1] not in "Wb")
        sizes = "-".join(map(str, self.sizes))
        text = f"Network {sizes}, known so far: {ahead or 'what is given'}."
        text += f" Came back: {back}." if back else ""
        slopes = sum(n[:2] in ("dW", "db") for n in known)
        text += f" Gradients found: {slopes}." if slopes else ""
        if self.selected is not None:
            name = symbol(self.selected, self.sizes, self.notation)
            text += f" Selected: {name}, its ways to the loss are drawn."
        return text
