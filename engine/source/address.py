"""Addresses of the parts of a ruleset: ``grades.好.from`` for people, keys and indices for machines.

An entry of a list goes by its ``name``, ``group`` or ``grade``, else by its number from 1. An indicator is
``indicators.<name>`` and a group ``groups.<group>`` however deep they stand. What bears a name for the second time
gets ``#2`` behind it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.source.document import Path


class Addresses:
    """The addresses of everything in a ruleset's plain data, both ways.

    Example:
        >>> grades = [{"grade": "好", "from": "90"}, {"grade": "较好"}]
        >>> addresses = Addresses({"grades": grades})
        >>> addresses.of(("grades", 0, "from")), addresses.path("grades.较好")
        ('grades.好.from', ('grades', 1))
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._address: dict[Path, str] = {(): ""}
        self._path: dict[str, Path] = {"": ()}
        for key, value in data.items():
            if key == "indicators" and isinstance(value, list):
                self._note((key,), key)
                self._entries((key,), value)
            else:
                self._walk((key,), str(key), value)

    def of(self, path: Path) -> str:
        """The address of what stands at a path; a step beyond what is there is appended as written."""
        known = path
        while known not in self._address:
            known = known[:-1]
        beyond = [str(step + 1) if isinstance(step, int) else step for step in path[len(known) :]]
        return ".".join([*filter(None, [self._address[known]]), *beyond])

    def path(self, address: str) -> Path:
        """Where an address leads, or the nearest place above that is there."""
        while address not in self._path:
            address = address.rpartition(".")[0]
        return self._path[address]

    def known(self, address: str) -> bool:
        """Whether exactly this address leads somewhere."""
        return address in self._path

    def below(self, address: str) -> list[str]:
        """The addresses one step below, in the order of the text.

        Example:
            >>> Addresses({"grades": [{"grade": "好", "from": "90"}], "version": "1"}).below("grades.好")
            ['grades.好.grade', 'grades.好.from']
        """
        found: list[str] = []
        for each in self._path:
            if each.startswith(f"{address}.") and not (found and each.startswith(f"{found[-1]}.")):
                found.append(each)
        return found

    def __iter__(self) -> Iterator[str]:
        """All addresses, in the order of the text."""
        return iter(self._path)

    def _note(self, path: Path, address: str) -> str:
        number, free = 1, address
        while free in self._path:
            number += 1
            free = f"{address}#{number}"
        self._address[path], self._path[free] = free, path
        return free

    def _walk(self, path: Path, address: str, value: Any) -> None:
        address = self._note(path, address)
        if isinstance(value, dict):
            for key, item in value.items():
                self._walk((*path, key), f"{address}.{key}", item)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                self._walk((*path, index), f"{address}.{_label(item) or index + 1}", item)

    def _entries(self, path: Path, entries: Sequence[Any]) -> None:
        """Indicators and groups, which leave the groups above out of their addresses."""
        for index, entry in enumerate(entries):
            here = (*path, index)
            if not isinstance(entry, dict):
                self._walk(here, f"indicators.{index + 1}", entry)
                continue
            family = "groups" if "group" in entry else "indicators"
            number = ".".join(str(step + 1) for step in here if isinstance(step, int))
            address = self._note(here, f"{family}.{_label(entry) or number}")
            for key, value in entry.items():
                if key == "indicators" and isinstance(value, list):
                    self._note((*here, key), f"{address}.{key}")
                    self._entries((*here, key), value)
                else:
                    self._walk((*here, key), f"{address}.{key}", value)


def _label(entry: Any) -> str | None:
    """The name that an entry goes by."""
    if not isinstance(entry, dict):
        return None
    for key in ("group", "name", "grade"):
        if isinstance(entry.get(key), str) and entry[key]:
            return str(entry[key])
    return None
