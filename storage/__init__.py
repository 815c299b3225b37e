"""Files written whole or not at all: below every package that writes files, on the standard library alone."""

from storage.atomic import CannotWrite, write_atomically

__all__ = ["CannotWrite", "write_atomically"]
