"""The schemes that come with the package, as YAML, found by a name such as ``tongwei/township``."""

from importlib.resources import files
from importlib.resources.abc import Traversable

SUFFIX = ".yaml"


class UnknownRuleset(LookupError):
    """No ruleset of this name comes with the package.

    Attributes:
        name: The name that was asked for.
        names: The names that there are.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.names = names()
        super().__init__(f"no ruleset {name!r} comes with the package; there are {', '.join(self.names)}")


def names() -> tuple[str, ...]:
    """The names of all rulesets of the package, sorted.

    Example:
        >>> names()
        ('tongwei/department', 'tongwei/township')
    """
    return tuple(sorted(_named()))


def text(name: str) -> str:
    """The YAML text of a ruleset of the package.

    Args:
        name: Place and scheme, as ``names`` lists them.

    Raises:
        UnknownRuleset: there is none of this name.

    Example:
        >>> [line for line in text("tongwei/township").splitlines() if line.startswith("ruleset:")]
        ['ruleset: 通渭县乡镇精准扶贫业绩考核']
    """
    found = _named().get(name)
    if found is None:
        raise UnknownRuleset(name)
    return found.read_text(encoding="utf-8")


def _named() -> dict[str, Traversable]:
    """Every scheme's file, by name: one folder a place, one file a scheme."""
    return {
        f"{place.name}/{scheme.name.removesuffix(SUFFIX)}": scheme
        for place in files(__name__).iterdir()
        if place.is_dir()
        for scheme in place.iterdir()
        if scheme.name.endswith(SUFFIX)
    }
