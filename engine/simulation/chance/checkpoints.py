"""How far a job is, as bytes: one that was interrupted goes on where it stopped, and ends with the same bits."""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import numpy as np

from engine.fixed import WIDEST, Array
from engine.message import Message
from engine.problem import Place, Problem, Problems
from engine.simulation.chance.jobs import Job, Progress, Range
from engine.simulation.chance.tally import Floats, Frequencies, Part, Tally

_HEADER = "progress"

_DIGEST = 32
"""Bytes of a SHA-256."""


def as_bytes(progress: Progress, job: Job[Any]) -> bytes:
    """A checkpoint: NumPy's archive of the numbers and of a header in JSON, after its SHA-256."""
    tally = progress.tally or Tally(0, {})
    header = {
        "job": job.made_from,
        "done": progress.done,
        "counts": list(tally.counts),
        "series": list(tally.series),
        "values": {name: found.items() for name, found in tally.values.items()},
    }
    text = np.frombuffer(json.dumps(header, ensure_ascii=False).encode(), dtype=np.uint8)
    held = [*tally.counts.values(), *map(tally.in_order, tally.series)]
    arrays: dict[str, Any] = {str(number): each for number, each in enumerate(held)}
    buffer = BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **{_HEADER: text, **arrays})
    archive = buffer.getvalue()
    return hashlib.sha256(archive).digest() + archive


def from_bytes(content: bytes, job: Job[Any], file: str | None = None) -> Progress:
    """How far a job was.

    Args:
        content: What `as_bytes` gave.
        job: The job that is to go on.
        file: Where it was read, for the place of problems.

    Raises:
        Problems: it is no checkpoint, or that of another job.
    """
    own, archived = content[:_DIGEST], content[_DIGEST:]
    try:
        if hashlib.sha256(archived).digest() != own:
            raise ValueError(own)
        with np.load(BytesIO(archived), allow_pickle=False) as archive:
            header = json.loads(archive[_HEADER].tobytes())
            held = [archive[str(number)] for number in range(len(header["counts"]) + len(header["series"]))]
        counts = dict(zip(header["counts"], held, strict=False))
        done = tuple((int(start), int(stop)) for start, stop in header["done"])
        series = {
            name: tuple(_parts(numbers, done))
            for name, numbers in zip(header["series"], held[len(counts) :], strict=True)
        }
        values = {name: _frequencies(found) for name, found in header["values"].items()}
        made_from = dict(header["job"])
    except (ValueError, KeyError, TypeError, OSError, zipfile.BadZipFile) as error:
        what = Message("The file holds no checkpoint of a simulation.")
        mend = Message("Name another file.")
        raise Problems([Problem("checkpoint-unreadable", what, Place(file=file), mend=mend)]) from error
    if differing := list(_differing(made_from, job.made_from)):
        what = Message("The checkpoint was made by another command. What differs: {differing}.", differing=differing)
        mend = Message("Give the same command as before, name another file with --checkpoint, or delete this one.")
        raise Problems([Problem("checkpoint-other-job", what, Place(file=file), mend=mend)])
    tally = Tally(sum(stop - start for start, stop in done), counts, values, series)
    return Progress(job.draws, done, tally if done else None)


def _parts(numbers: Floats, done: tuple[Range, ...]) -> Iterator[Part]:
    """The numbers of the draws that were done, range by range."""
    first = 0
    for start, stop in done:
        yield start, numbers[first : first + stop - start]
        first += stop - start


def _frequencies(found: list[tuple[int, int]]) -> Frequencies:
    numbers, often = zip(*found, strict=True) if found else ((), ())
    return Frequencies(_whole(numbers), np.array(often, dtype=np.int64))


def _whole(numbers: tuple[int, ...]) -> Array:
    held = all(abs(each) <= WIDEST for each in (*numbers[:1], *numbers[-1:]))
    return np.array(numbers, dtype=np.int64 if held else object)


def _differing(there: Mapping[str, Any], here: Mapping[str, Any]) -> Iterator[Message]:
    """What tells the job of a checkpoint from this one, in words."""
    names = {
        "count": Message("the analysis"),
        "ruleset": Message("the ruleset"),
        "data": Message("the data"),
        "history": Message("the earlier results"),
        "decisions": Message("the decisions"),
        "totals": Message("the given totals"),
        "varying": Message("what varies, and by how much"),
    }
    for part, now in here.items():
        was = there.get(part)
        if was == now:
            continue
        match part:
            case "seed":
                yield Message("the seed ({there} there, {here} here)", there=was, here=now)
            case "draws":
                yield Message("the number of draws ({there} there, {here} here)", there=was, here=now)
            case "period":
                yield Message("the period ({there} there, {here} here)", there=was, here=now)
            case "versions":
                yield Message("the version of kaoping or of a library")
            case _:
                yield names[part]
