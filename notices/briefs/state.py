"""What must be known of the results that an analysis was made from: what is not scored, what is still open."""

from collections.abc import Iterator

from engine.message import Message
from engine.simulation.study import Provenance
from notices.briefs.brief import Brief
from notices.briefs.cells import MOST_ASKED, some


def notes(brief: Brief) -> tuple[Message, ...]:
    """The notes of a brief, after those on the results that it was made from."""
    if not brief.sources:
        return (*_of(brief.provenance), *brief.notes)
    state = (
        Message("{period}: {note}", period=source.period, note=note) for source in brief.sources for note in _of(source)
    )
    return (*state, *brief.notes)


def _of(made: Provenance) -> Iterator[Message]:
    if made.not_scored:
        yield Message("Provisional: not scored, and not counted here, are {units}.", units=some(made.not_scored))
    for question in made.questions[:MOST_ASKED]:
        yield Message("Still to be decided: {question}", question=question.text)
    if (more := len(made.questions) - MOST_ASKED) > 0:
        yield Message("Still to be decided: {count} more questions", count=more)
    if any(question.ordered for question in made.questions):
        yield Message("Open ties are counted both ways.")
