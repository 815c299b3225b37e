"""A sentence for people, kept apart from its language: an English template and the values that fill it.

The engine reads no catalogue: whoever shows a message translates its template (``locales.render``).
"""

from collections.abc import Mapping
from typing import Any


class Message:
    """A template with ``{named}`` fields and the values for them.

    Example:
        >>> str(Message("{unit} has {count} problems", unit="样例甲镇", count=2))
        '样例甲镇 has 2 problems'
    """

    __slots__ = ("template", "values")

    def __init__(self, template: str, /, **values: Any) -> None:
        self.template = template
        self.values: Mapping[str, Any] = values

    @classmethod
    def rebuilt(cls, template: str, values: Mapping[str, Any]) -> "Message":
        """A message that was taken apart to be carried elsewhere; its template is written out where it was made."""
        return cls(template, **values)

    def filled(self, **values: Any) -> "Message":
        """The same sentence with other values."""
        return type(self)(self.template, **values)

    def __str__(self) -> str:
        return self.template.format(**{name: _plain(value) for name, value in self.values.items()})

    def __repr__(self) -> str:
        return f"Message({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.template, self.values) == (other.template, other.values)

    def __hash__(self) -> int:
        return hash(str(self))


def _plain(value: object) -> str:
    """A value as it stands in an English sentence; a list is joined by commas."""
    if isinstance(value, (list, tuple)):
        return ", ".join(_plain(item) for item in value)
    return str(value)
