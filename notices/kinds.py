"""The kinds of notice that can be written; each has a template of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from notices.errors import UnknownKind


@dataclass(frozen=True)
class Kind:
    """A kind of notice.

    Attributes:
        name: By which commands ask for it; also the name of its template, ``templates/notices/<name>.md.j2``.
        title: What officials call it; also the name of its files.
    """

    name: str
    title: str


KINDS = (Kind("results", "考核结果通报"),)


def chosen(names: Sequence[str] | None) -> tuple[Kind, ...]:
    """Find kinds by name or title; all of them if none is asked for.

    Raises:
        UnknownKind: There is none of this name.

    Example:
        >>> [kind.name for kind in chosen(["考核结果通报"])]
        ['results']
    """
    if names is None:
        return KINDS
    known = {spelling: kind for kind in KINDS for spelling in (kind.name, kind.title)}
    for name in names:
        if name not in known:
            raise UnknownKind(name, known)
    return tuple(dict.fromkeys(known[name] for name in names))
