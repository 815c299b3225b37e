"""Bytes from a path, or the problem that there are none; nothing here knows what the bytes mean."""

from pathlib import Path

from engine.message import Message
from engine.problem import Place, Problem, Problems, did_you_mean

MEGABYTE = 1 << 20


def read_bytes(path: Path, at_most: int) -> bytes:
    """The whole content of a file.

    Args:
        path: The file.
        at_most: How many bytes are read at the most.

    Raises:
        Problems: the file is missing, a folder, not readable, empty or too large.
    """
    place = Place(file=str(path))
    try:
        with path.open("rb") as file:
            content = file.read(at_most + 1)
    except FileNotFoundError as error:
        what = Message("There is no such file.")
        raise Problems([Problem("file-missing", what, place, mend=_neighbour(path))]) from error
    except IsADirectoryError as error:
        raise Problems([_folder(place)]) from error
    except OSError as error:
        if path.is_dir():  # Windows refuses a folder as it refuses a file without permission
            raise Problems([_folder(place)]) from error
        what = Message("The file cannot be read: {reason}", reason=error.strerror or error)
        raise Problems([Problem("file-unreadable", what, place)]) from error
    if not content:
        raise Problems([Problem("file-empty", Message("The file is empty."), place)])
    if len(content) > at_most:
        raise Problems([_too_large(path, at_most, place)])
    return content


def _folder(place: Place) -> Problem:
    return Problem("file-is-folder", Message("This is a folder, not a file."), place)


def _too_large(path: Path, at_most: int, place: Place) -> Problem:
    return Problem(
        "file-too-large",
        Message("The file is too large."),
        place,
        found=f"{path.stat().st_size / MEGABYTE:.1f} MB",
        expected=Message("at most {megabytes} MB", megabytes=at_most // MEGABYTE),
    )


def _neighbour(path: Path) -> Message | None:
    """The file of that folder that may have been meant."""
    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except OSError:
        return None
    return did_you_mean(path.name, names)
