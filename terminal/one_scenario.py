"""The cycle that an analysis of one cycle starts from: as it was recorded, or under one scenario."""

from pathlib import Path

from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Problem, Problems
from terminal.simulating import Wanted, base, changed, scenarios


def starting(path: Path, wanted: Wanted) -> Prepared:
    """The cycle of a ``result.json``, under a scenario where one was asked for.

    Raises:
        Problems: the file is no result, the scenario cannot be applied, or there are several.
    """
    start = base(path)
    if wanted.file is None and not wanted.edits:
        return start
    found = scenarios(wanted)
    if len(found) > 1:
        what = Message("This analysis starts from one scenario; {count} are given.", count=len(found))
        mend = Message("Name one of them with --scenario.")
        names = ", ".join(each.name for each in found)
        raise Problems([Problem("scenario-several", what, found=names, mend=mend)])
    return changed(start, found[0])
