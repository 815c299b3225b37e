"""The issuing office's own particulars: what no assessment can know."""

import datetime

from pydantic import BaseModel, ConfigDict


class Office(BaseModel):
    """What the county fills in. Every field may be absent; a notice then shows a blank to be filled, never a guess.

    Attributes:
        issuers: Issuing bodies (发文机关), the leading one first.
        place: The county or city, as 样例县.
        number: Document number (发文字号), as ``X组发〔2016〕3号``.
        addressees: To whom the document goes (主送机关).
        date: Date of the document (成文日期).
        contact: Person or office and telephone for questions, printed in brackets below the date (附注).
        openness: Whether the document is public, as 此件公开发布.
        copies: To whom copies go (抄送机关).
        printer: The body that prints and sends it (印发机关).
        printed: When it is sent (印发日期).
        copy_number: Copy number of a secret document (份号); left out when absent.
        secrecy: Secrecy and its term (密级和保密期限); left out when absent.
        urgency: Urgency (紧急程度); left out when absent.
        show_ranks: Whether the approval covers publishing ranks; without it units stand in the order of the data.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuers: tuple[str, ...] = ()
    place: str | None = None
    number: str | None = None
    addressees: tuple[str, ...] = ()
    date: datetime.date | None = None
    contact: str | None = None
    openness: str | None = None
    copies: tuple[str, ...] = ()
    printer: str | None = None
    printed: datetime.date | None = None
    copy_number: str | None = None
    secrecy: str | None = None
    urgency: str | None = None
    show_ranks: bool = True
