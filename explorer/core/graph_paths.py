"""Every path of an expression graph, its product, and what adding them up costs.

Decks: S3-08 and S3-09 (contributions of paths add), S0-12 (the first fan-out).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from explorer.core.graph_edges import Edge
from explorer.core.paths import bounded


@dataclass(frozen=True)
class GraphPath:
    """One way from a node up to another.

    Attributes
    ----------
    edges
        From the node to the output.
    product
        Of the edges' factors, 1 without edges; limited to the largest double.
    """

    edges: tuple[Edge, ...]
    product: float


@dataclass(frozen=True)
class PathSum:
    """A derivative as the sum over all paths.

    Attributes
    ----------
    paths
        All, or the first ones where there are more than were asked for.
    count
        How many there are.
    total
        The sum of the products: d(output)/d(source); None unless all paths are here.
    multiplications
        What all products take together: one less than its edges for every path.
    """

    paths: tuple[GraphPath, ...]
    count: int
    total: float | None
    multiplications: int


def sum_over_paths(
    edges: Sequence[Edge], source: str, output: str, limit: int = 1000
) -> PathSum:
    """Add up the products of all paths.

    Parameters
    ----------
    edges
        As `operation_edges` or `box_edges` returns them.
    source, output
        Two nodes.
    limit
        The most paths to list, at least 0. There may be astronomically many; they are
        counted without being walked.

    Raises
    ------
    ValueError
        If the limit is negative.

    Examples
    --------
    S3-09 at t = 1: the paths' 2 and 3 add up to 5.

    >>> from explorer.core.graph_backward import box_edges
    >>> from explorer.core.graph_values import evaluate
    >>> from explorer.core.graphs import Graph
    >>> graph = Graph.from_text("x = t; y = t; f = x**2 + y**3")
    >>> found = sum_over_paths(box_edges(evaluate(graph, {"t": 1.0})), "t", "f")
    >>> [path.product for path in found.paths], found.total
    ([2.0, 3.0], 5.0)
    """
    if limit < 0:
        raise ValueError(f"limit must be at least 0, got {limit}.")
    count, multiplications = count_paths(edges, source, output)
    listed = tuple(islice(paths(edges, source, output), limit))
    total = None
    if len(listed) == count:
        total = 0.0
        for path in listed:
            total = bounded(total + path.product)
    return PathSum(listed, count, total, multiplications)


def count_paths(edges: Sequence[Edge], source: str, output: str) -> tuple[int, int]:
    """Count the paths, and the multiplications of all their products.

    Both are sums along the edges, so that the work grows with the number of edges even
    where the number of paths grows exponentially.

    Examples
    --------
    >>> doubling = [Edge(f"x{k}", f"x{k + 1}", slot, 1.0, "")
    ...             for k in range(100) for slot in (0, 1)]
    >>> count_paths(doubling, "x0", "x100") == (2**100, 99 * 2**100)
    True
    """
    ways, lengths = {source: 1}, {source: 0}
    for edge in edges:
        if edge.source in ways:
            target, more = edge.target, ways[edge.source]
            ways[target] = ways.get(target, 0) + more
            lengths[target] = lengths.get(target, 0) + lengths[edge.source] + more
    count = ways.get(output, 0)
    return count, max(0, lengths.get(output, 0) - count)


def paths(edges: Sequence[Edge], source: str, output: str) -> Iterator[GraphPath]:
    """Walk the paths one after the other, the first arguments first.

    Only edges that lie on a path are tried: the next path is never far.

    Examples
    --------
    >>> edges = (Edge("x", "y", 0, 3.0, "dy/dx"), Edge("y", "z", 0, 2.0, "dz/dy"))
    >>> [path.product for path in paths(edges, "x", "z")]
    [6.0]
    """
    reached = {source}
    incoming: dict[str, list[Edge]] = {}
    for edge in edges:
        if edge.source in reached:
            reached.add(edge.target)
            incoming.setdefault(edge.target, []).append(edge)
    if output == source:
        yield GraphPath((), 1.0)
    if output not in incoming:
        return
    # Depth first from the output down, on a stack of our own: graphs may be deep.
    walked: list[Edge] = []
    products = [1.0]
    open_edges = [iter(incoming[output])]
    while open_edges:
        for edge in open_edges[-1]:
            product = bounded(products[-1] * edge.factor)
            if edge.source != source:
                walked.append(edge)
                products.append(product)
                open_edges.append(iter(incoming[edge.source]))
                break
            yield GraphPath((edge, *reversed(walked)), product)
        else:
            open_edges.pop()
            products.pop()
            del walked[-1:]
