"""What templates may name, with examples: the fields of the facts that a template sees, one path a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from notices.facts.subjects import Facts


@dataclass(frozen=True)
class Field:
    """A field.

    Attributes:
        path: As a template writes it; ``[]`` after a list stands for any item of it.
        example: Its value; nothing where it has none here.
    """

    path: str
    example: str | None


def fields(facts: Facts) -> Iterator[Field]:
    """The fields of facts, in their order; of a list those of its first item, of names as keys the first.

    Example:
        >>> facts = {"unit": {"points": {"整村退出": "10"}, "vetoes": [], "rank": None}, "units": [{"total": "91.35"}]}
        >>> for field in fields(facts):
        ...     print(field.path, field.example)
        unit.points['整村退出'] 10
        unit.vetoes[] None
        unit.rank None
        units[].total 91.35
    """
    for name, value in facts.items():
        yield from _below(name, value)


def _below(path: str, value: Any) -> Iterator[Field]:
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    match value:
        case Mapping() if value:
            named = all(str(key).isascii() and str(key).isidentifier() for key in value)
            if named:
                for key, inner in value.items():
                    yield from _below(f"{path}.{key}", inner)
            else:
                key, inner = next(iter(value.items()))
                yield from _below(f"{path}['{key}']", inner)
        case list() | tuple() if value:
            yield from _below(f"{path}[]", value[0])
        case Mapping() | list() | tuple():
            yield Field(f"{path}[]", None)
        case _:
            yield Field(path, None if value is None else str(value))
