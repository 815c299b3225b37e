"""From pydantic's location of an error to the path in the data, along the types of the model.

Pydantic puts the names of unions' members between the keys; the types tell which steps are such names.
"""

import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Discriminator, Tag

from engine.source.document import Path


@dataclass(frozen=True)
class Trail:
    """Where a location leads.

    Attributes:
        path: Keys and indices only.
        keys: The keys that may stand beside the last one, if it belongs to a model.
        branch: Where on the way one of several types was tried, and which.
    """

    path: Path
    keys: tuple[str, ...] = ()
    branch: tuple[Path, str] | None = None


@dataclass(frozen=True)
class _Members:
    """The types that a value may have: told apart by a tag in the data, or tried one by one."""

    tagged: Mapping[str, Any] = field(default_factory=dict)
    plain: tuple[Any, ...] = ()


def follow(location: tuple[int | str, ...], top: type[BaseModel]) -> Trail:
    """The trail of a location within a model.

    Example:
        >>> from engine.ruleset import Ruleset
        >>> follow(("indicators", 0, "group", "indicators", 1, "completion", "target"), Ruleset).path
        ('indicators', 0, 'indicators', 1, 'target')
    """
    kind: Any = top
    path: list[str | int] = []
    keys: tuple[str, ...] = ()
    branch = None
    for step in location:
        members = _members(kind)
        if members.tagged:
            kind = members.tagged.get(str(step))
        elif len(members.plain) > 1:
            branch = tuple(path), str(step)
            kind = next((member for member in members.plain if _goes_by(member, str(step))), None)
        elif step != "[key]":
            kind = members.plain[0] if members.plain else None
            keys = tuple(_fields(kind)) if _is_model(kind) else ()
            kind = _inside(kind, step)
            path.append(step)
    return Trail(tuple(path), keys, branch)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


@cache
def _fields(model: type[BaseModel]) -> dict[str, Any]:
    """Key as written → its type."""
    return {each.alias or name: each.annotation for name, each in model.model_fields.items()}


def _members(kind: Any) -> _Members:
    """The types of a value, without ``None``."""
    marks: list[Any] = []
    while get_origin(kind) is Annotated:
        kind, *more = get_args(kind)
        marks += more
    if get_origin(kind) not in (Union, types.UnionType):
        return _Members(plain=() if kind is None else (kind,))
    members = [member for member in get_args(kind) if member is not type(None)]
    if not any(isinstance(mark, Discriminator) for mark in marks):
        return _Members(plain=tuple(members)) if len(members) > 1 else _members(members[0])
    return _Members({_tag(member): _bare(member) for member in members})


def _bare(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _tag(member: Any) -> str:
    """The tag of a union's member: as annotated, else the effect that the model is for."""
    for mark in getattr(member, "__metadata__", ()):
        if isinstance(mark, Tag):
            return mark.tag
    return str(get_args(_fields(_bare(member))["effect"])[0])


def _goes_by(member: Any, label: str) -> bool:
    """Whether pydantic calls this member of a union so."""
    bare = _bare(member)
    if _is_model(bare):
        return bool(bare.__name__ == label)
    origin = get_origin(bare)
    if origin is Literal:
        return label.startswith("literal[")
    return origin in (tuple, dict) and label.startswith(f"{origin.__name__}[")


def _inside(kind: Any, step: int | str) -> Any:
    """The type one step further in."""
    if _is_model(kind):
        return _fields(kind).get(str(step))
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return arguments[1]
    if get_origin(kind) is tuple:
        return arguments[0]
    return None
