"""An assessment as official documents: docx and PDF from one wording."""

from notices.composing import Case, Composed, Request, cases, compose
from notices.errors import NoticeError
from notices.fields import Field, fields
from notices.kinds import KINDS, Kind, chosen
from notices.layout.fonts import Substitution
from notices.objections import Objection, read_objections
from notices.office import Office, read_office
from notices.telling import told
from notices.wording import template_text
from notices.writing import FORMATS, Written, write

__all__ = [
    "FORMATS",
    "KINDS",
    "Case",
    "Composed",
    "Field",
    "Kind",
    "NoticeError",
    "Objection",
    "Office",
    "Request",
    "Substitution",
    "Written",
    "cases",
    "chosen",
    "compose",
    "fields",
    "read_objections",
    "read_office",
    "template_text",
    "told",
    "write",
]
