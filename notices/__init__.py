"""An assessment as official documents: docx and PDF from one wording."""

from notices.errors import NoticeError
from notices.fonts import Substitution
from notices.kinds import KINDS, Kind
from notices.objections import Objection, read_objections
from notices.office import Office, read_office
from notices.telling import told
from notices.writing import FORMATS, Composed, Request, Written, compose, write

__all__ = [
    "FORMATS",
    "KINDS",
    "Composed",
    "Kind",
    "NoticeError",
    "Objection",
    "Office",
    "Request",
    "Substitution",
    "Written",
    "compose",
    "read_objections",
    "read_office",
    "told",
    "write",
]
