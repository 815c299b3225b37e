"""An assessment as official documents: docx and PDF from one wording."""

from notices.errors import NoticeError
from notices.fonts import Substitution
from notices.kinds import KINDS, Kind
from notices.office import Office
from notices.writing import FORMATS, Composed, Written, compose, write

__all__ = [
    "FORMATS",
    "KINDS",
    "Composed",
    "Kind",
    "NoticeError",
    "Office",
    "Substitution",
    "Written",
    "compose",
    "write",
]
