"""The collection workbook: a cover, one worksheet for each reporting department and each table, ready to be filled in.

What is asked for comes from ``workbooks.collection.form``; here it is laid out with XlsxWriter.
"""

from datetime import date

from engine import phrases
from engine.message import Message
from locales import render
from workbooks.collection.cover import write_cover
from workbooks.collection.filled import Filled
from workbooks.collection.form import Form
from workbooks.collection.sheet import write_attributes, write_sheet
from workbooks.styles import Styles, new_book


def collection_xlsx(form: Form, due: date | None = None, filled: Filled | None = None) -> bytes:
    """A collection workbook: the same form gives the same bytes.

    Args:
        form: What it asks for.
        due: The day by which it is to be handed in.
        filled: What it already holds.
    """
    title = title_of(form)
    book, content = new_book(title, form.digest)
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
