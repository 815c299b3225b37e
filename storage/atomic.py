"""Several files written together: first all contents beside their places, then all names at once."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class CannotWrite(Exception):
    """A file could not be written; nothing of it is left behind.

    Attributes:
        path: The file or folder that was refused.
        reason: What the operating system says, such as "No space left on device".
        number: Its number of that reason, as in ``errno``, where it gave one.
    """

    def __init__(self, path: Path, reason: str, number: int | None = None) -> None:
        """Keep what was refused and why."""
        super().__init__(path, reason, number)
        self.path = path
        self.reason = reason
        self.number = number

    def __str__(self) -> str:
        """Name what was refused and why."""
        return f"{self.path}: {self.reason}"


def write_atomically(files: Mapping[Path, bytes] | Iterable[tuple[Path, bytes]]) -> None:
    """Write all these files, or leave the folders as they were.

    Every content is written to a temporary file in the folder of its target and forced to disk; only when
    all of them are complete do they take their names. A reader therefore never sees half a file, and an
    earlier file of the same name stays until its successor is whole. Missing folders are made.

    Args:
        files: The content of each target; taken one by one, so that not all of them need be in memory.

    Raises:
        CannotWrite: A folder cannot be made or written, a target is a folder, or the disk is full.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_atomically({Path(folder, "reports", "a.txt"): b"whole"})
        ...     Path(folder, "reports", "a.txt").read_bytes()
        b'whole'
    """
    made: list[Path] = []
    temporary: dict[Path, Path] = {}
    targets: list[Path] = []
    try:
        for target, content in files.items() if isinstance(files, Mapping) else files:
            with _told(target.parent):
                _make_folder(target.parent, made)
            with _told(target):
                if target.is_dir():
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
                place = target.with_name(f".{secrets.token_hex(8)}.tmp")
                temporary[target] = place
                _write(place, content)
            targets.append(target)
        for target in targets:
            with _told(target):
                os.replace(temporary[target], target)
                del temporary[target]
        made.clear()
    finally:
        for place in temporary.values():
            with contextlib.suppress(OSError):
                place.unlink()
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
    for folder in {target.parent for target in targets}:
        _sync_names(folder)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error), error.errno) from error


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        made.append(each)


def _write(path: Path, content: bytes) -> None:
    # Opened this way, and not by tempfile, the file has the permissions that the user's umask gives.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_names(folder: Path) -> None:
    # Where folders cannot be opened (Windows), the system keeps their names safe itself.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
