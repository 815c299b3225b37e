"""The collection workbook: a cover, one worksheet for each reporting department and each table, ready to be filled in.

What is asked for comes from ``workbooks.collection.form``; here it is laid out with XlsxWriter.
"""

import io
from datetime import UTC, date, datetime

from engine import phrases
from engine.message import Message
from locales import render
from workbooks.collection.cover import write_cover
from workbooks.collection.filled import Filled
from workbooks.collection.form import Form
from workbooks.collection.sheet import write_attributes, write_sheet
from workbooks.styles import Styles

# The bytes are the same whenever the same form is written: the file names no day but this one.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def collection_xlsx(form: Form, due: date | None = None, filled: Filled | None = None) -> bytes:
    """A collection workbook: the same form gives the same bytes.

    Args:
        form: What it asks for.
        due: The day by which it is to be handed in.
        filled: What it already holds.
    """
    # Imported here, as only this function needs it.
    import xlsxwriter

    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(content, options)
    title = title_of(form)
    book.set_properties({"title": title, "comments": form.digest, "created": _CREATED})
    styles = Styles(book)
    write_cover(book, styles, form, title, due)
    write_attributes(book, styles, form, title, filled or Filled())
    for sheet in form.sheets:
        write_sheet(book, styles, form, sheet, title, filled or Filled())
    book.close()
    return content.getvalue()


def title_of(form: Form) -> str:
    """What the workbook is called."""
    period = render(phrases.period(form.period))
    return render(Message("{ruleset}: data collection for {period}", ruleset=form.ruleset.ruleset, period=period))
