"""A brief as docx, PDF and HTML: the same words, tables and charts in each."""

from collections.abc import Callable, Sequence
from pathlib import Path

from engine.message import Message
from notices.briefs.brief import Brief


def write_brief(
    brief: Brief,
    folder: Path,
    name: str,
    formats: Sequence[str] | None,
    *,
    language: str,
    render: Callable[[Message], str],
) -> list[Path]:
    """Writes a brief."""
    raise NotImplementedError
