"""How far a job is, as bytes: one that was interrupted goes on where it stopped, and ends with the same bits."""

import hashlib
import json
import zipfile
from io import BytesIO
from typing import Any

import numpy as np

from engine.message import Message
from engine.problem import Place, Problem, Problems
from engine.simulation.chance.jobs import Job, Progress
from engine.simulation.chance.tally import Tally

_HEADER = "progress"

_DIGEST = 32
"""Bytes of a SHA-256."""


def as_bytes(progress: Progress) -> bytes:
    """A checkpoint: NumPy's archive of the counts and of a header in JSON, after its SHA-256."""
    tally = progress.tally or Tally(0, {})
    header = {
        "job": progress.job,
        "draws": progress.draws,
        "done": progress.done,
        "counts": list(tally.counts),
        "values": {name: list(found.items()) for name, found in tally.values.items()},
    }
    text = np.frombuffer(json.dumps(header, ensure_ascii=False).encode(), dtype=np.uint8)
    arrays: dict[str, Any] = {str(number): counted for number, counted in enumerate(tally.counts.values())}
    buffer = BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **{_HEADER: text, **arrays})
    archive = buffer.getvalue()
    return hashlib.sha256(archive).digest() + archive


def from_bytes(content: bytes, job: Job, file: str | None = None) -> Progress:
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
            counts = {name: archive[str(number)] for number, name in enumerate(header["counts"])}
        values = {name: {int(value): int(often) for value, often in found} for name, found in header["values"].items()}
        done = tuple((int(start), int(stop)) for start, stop in header["done"])
        whose, draws = str(header["job"]), int(header["draws"])
    except (ValueError, KeyError, TypeError, OSError, zipfile.BadZipFile) as error:
        what = Message("The file holds no checkpoint of a simulation.")
        mend = Message("Name another file.")
        raise Problems([Problem("checkpoint-unreadable", what, Place(file=file), mend=mend)]) from error
    if whose != job.digest:
        what = Message("The checkpoint belongs to another simulation: other data, rules, draws, seed or version.")
        mend = Message("Give the same command as before, or name another file.")
        expected = Message("{digest}", digest=job.digest)
        raise Problems([Problem("checkpoint-other-job", what, Place(file=file), whose, expected, mend)])
    tally = Tally(sum(stop - start for start, stop in done), counts, values)
    return Progress(whose, draws, done, tally if done else None)
