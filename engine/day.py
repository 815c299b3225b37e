"""Days as they are written everywhere: 2016-03-15, and in no other way."""

import re
from datetime import date

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(text: str) -> date:
    """The day that a text names.

    Raises:
        ValueError: it is not written so, or there is no such day.

    Example:
        >>> day("2016-02-29")
        datetime.date(2016, 2, 29)
    """
    if not _WRITTEN.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)
