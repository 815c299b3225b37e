"""The charts of briefs: a module for each type of figure, which draws its data as an Altair chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import altair as alt

    from engine.message import Message
    from notices.briefs.figures import Figure


@dataclass(frozen=True)
class Drawn:
    """A chart with its title."""

    title: str
    chart: alt.LayerChart


def drawn(figure: Figure, say: Callable[[Message], str]) -> Drawn | None:
    """Draw a figure; nothing where it holds no data.

    Args:
        figure: What is drawn.
        say: Says a message in the language of the reader.
    """
    return None
