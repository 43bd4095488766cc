"""Units that are one another's copies, which no gradient can ever part (S2-05, E-13).

Where two units of a layer have equal incoming and equal outgoing weights, they give
equal answers, get equal blame and so take equal steps.
"""

from __future__ import annotations

from explorer.core.layers import Network


def twins(network: Network, layer: int) -> tuple[int, ...]:
    """Return the units of a hidden layer that have a twin.

    Parameters
    ----------
    network
        Any.
    layer
        From 1 to the last but one.

    Returns
    -------
    tuple of int
        Units, from 1, whose weights and bias equal another's bit by bit, those that
        come in and those that go out.

    Raises
    ------
    ValueError
        If there is no such hidden layer.

    Examples
    --------
    >>> from explorer.core.starts import equal, xavier
    >>> sizes, sigmoids = (2, 2, 1), ("sigmoid", "sigmoid")
    >>> twins(Network.from_parameters(sizes, sigmoids, equal(sizes)), 1)
    (1, 2)
    >>> twins(Network.from_parameters(sizes, sigmoids, xavier(sizes, seed=3)), 1)
    ()
    """
    if not 0 < layer < len(network.layers):
        last = len(network.layers) - 1
        raise ValueError(f"layer must be a hidden one, 1 to {last}, got {layer}.")
    here, above = network.layers[layer - 1], network.layers[layer]
    units = [
        (*row, bias, *out)
        for row, bias, out in zip(
            here.W.tolist(), here.b.tolist(), above.W.T.tolist(), strict=True
        )
    ]
    return tuple(i for i, unit in enumerate(units, 1) if units.count(unit) > 1)
