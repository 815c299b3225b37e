"""Rules that point to others: whom they name must be there, and no chain may come back to where it began."""

from collections.abc import Iterator, Mapping, Sequence


def cycles(edges: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Each cycle of a graph once, beginning with the node that stands first in it.

    Args:
        edges: Node → the nodes that it names; nodes that are no keys are left out.

    Example:
        >>> list(cycles({"甲": ["乙"], "乙": ["丙", "甲"], "丙": []}))
        [('甲', '乙')]
    """
    done: set[str] = set()
    for start in edges:
        path: dict[str, Iterator[str]] = {start: iter(edges[start])} if start not in done else {}
        while path:
            node = next(reversed(path))
            step = next(path[node], None)
            if step is None:
                done.add(node)
                del path[node]
            elif step in path:
                order = list(path)
                yield tuple(order[order.index(step) :])
            elif step in edges and step not in done:
                path[step] = iter(edges[step])
