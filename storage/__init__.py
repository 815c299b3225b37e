"""Files written whole or not at all: below every package that writes files, on the standard library alone."""

from storage.atomic import CannotWrite, write_atomically
from storage.naming import file_name

__all__ = ["CannotWrite", "file_name", "write_atomically"]
