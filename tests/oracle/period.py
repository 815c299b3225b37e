"""Labels of periods (``2016``, ``2016Q2``, ``2016-05``), their last days, and days some months later."""

from calendar import monthrange
from datetime import date, timedelta


def parts(label: str) -> tuple[int, int, int]:
    """Year, number of the period in the year, periods a year."""
    if "Q" in label:
        year, _, quarter = label.partition("Q")
        return int(year), int(quarter), 4
    if "-" in label:
        year, _, month = label.partition("-")
        return int(year), int(month), 12
    return int(label), 1, 1


def label(year: int, place: int, places: int) -> str:
    """The label of the period number ``place`` of a year of ``places`` periods."""
    if places == 4:
        return f"{year:04d}Q{place}"
    if places == 12:
        return f"{year:04d}-{place:02d}"
    return f"{year:04d}"


def before(period: str) -> str:
    """The label of the period before."""
    year, place, places = parts(period)
    return label(year, place - 1, places) if place > 1 else label(year - 1, places, places)


def year_so_far(period: str) -> list[str]:
    """The labels of the periods of the same year before this one, the first of the year first."""
    year, place, places = parts(period)
    return [label(year, earlier, places) for earlier in range(1, place)]


def last_day(period: str) -> date:
    """The last day of a period."""
    year, place, places = parts(period)
    month = place * (12 // places)
    return date(year, month, monthrange(year, month)[1])


def lasts_until(start: date, months: int) -> date:
    """The day before the same day ``months`` later; the last day of that month if it has no such day."""
    count = start.year * 12 + (start.month - 1) + months
    year, month = count // 12, count % 12 + 1
    length = monthrange(year, month)[1]
    if start.day > length:
        return date(year, month, length)
    return date(year, month, start.day) - timedelta(days=1)
