"""What can go wrong between a result and its notices, each with the place and the way to mend it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.message import Message
from engine.problem import Place, Problem, Problems, did_you_mean


class NoticeError(Problems):
    """No notice could be written."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems."""
        super().__init__(problems)


class NotAResult(NoticeError):
    """What was given is no ``result.json`` of this version."""


class UnknownKind(NoticeError):
    """There is no notice, or no output format, of this name."""

    def __init__(self, name: str, names: Iterable[str]) -> None:
        """Name what was asked for and what there is."""
        known = tuple(names)
        what = Message("There is no notice or format named {name}.", name=name)
        expected = Message("one of {names}", names=known)
        super().__init__(Problem("notice-kind", what, Place(), name, expected, did_you_mean(name, known)))


class TemplateError(NoticeError):
    """A template cannot be turned into a document."""


class TemplateMissing(TemplateError):
    """A template is in neither the user's folder nor the package."""

    def __init__(self, name: str) -> None:
        """Name the template."""
        super().__init__(Problem("template-missing", Message("There is no template {name}.", name=name)))


class TemplateSyntax(TemplateError):
    """A template is no Jinja template."""

    def __init__(self, place: Place, reason: str) -> None:
        """Keep what Jinja says."""
        what = Message("The template cannot be read: {reason}", reason=reason)
        super().__init__(Problem("template-syntax", what, place))


class UnknownField(TemplateError):
    """A template names a field that does not exist."""

    def __init__(self, place: Place, name: str, names: Iterable[str]) -> None:
        """Name the field and, if one is near, the field that was probably meant."""
        known = sorted(names)
        what = Message("The template names a field that does not exist: {name}", name=name)
        expected = Message("one of {names}", names=known) if known else None
        super().__init__(Problem("template-field", what, place, name, expected, did_you_mean(name, known)))


class ForbiddenInTemplate(TemplateError):
    """A template reaches for what a template may not use."""

    def __init__(self, place: Place, what: str) -> None:
        """Keep what it tried."""
        super().__init__(
            Problem(
                "template-forbidden",
                Message("The template reaches for something that templates may not use: {what}", what=what),
                place,
                mend=Message("Use only the fields of the result and the filters of the reference."),
            )
        )


class TemplateFailed(TemplateError):
    """A template stopped with an error of its own, such as a wrong filter argument."""

    def __init__(self, place: Place, reason: str) -> None:
        """Keep the reason."""
        what = Message("The template failed: {reason}", reason=reason)
        super().__init__(Problem("template-failed", what, place))


class TemplateEndless(TemplateError):
    """A template does more than any notice needs."""

    def __init__(self, place: Place, most: int) -> None:
        """Name how much there may be."""
        what = Message("The template does not come to an end.")
        expected = Message("at most {count} turns of loops, calls and characters", count=most)
        mend = Message("Look for a loop within a loop that goes over too much, or a text that grows in every turn.")
        super().__init__(Problem("template-endless", what, place, expected=expected, mend=mend))


class Orphan(TemplateError):
    """A document says a number, or names a unit, that neither the result nor the template accounts for."""

    def __init__(self, template: str, about: str | None, found: Sequence[str]) -> None:
        """Name the template, what the document is about, and what it says."""
        what = Message(
            "The document says {found}, which stands neither in the result nor in the template.", found=list(found)
        )
        mend = Message("Print the fields as they are; a template does not compute, and speaks of its own unit alone.")
        super().__init__(Problem("template-orphan", what, Place(file=template, unit=about), mend=mend))


class UnknownMarkdown(TemplateError):
    """The wording uses a mark that official documents do not have."""

    def __init__(self, template: str, line: int | None, found: str, expected: Message | None = None) -> None:
        """Keep the mark; ``line`` counts in the text that the template gave."""
        what = Message("The wording holds something that an official document has no place for: {found}", found=found)
        super().__init__(Problem("template-markdown", what, Place(file=template, line=line), found, expected))


class FolderMissing(NoticeError):
    """A folder of fonts or templates does not exist."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        super().__init__(Problem("notice-folder", Message("This folder does not exist."), Place(file=str(folder))))


class NoFont(NoticeError):
    """No font on this machine has Chinese characters."""

    def __init__(self, wanted: str) -> None:
        """Name the font of the standard that was wanted."""
        super().__init__(
            Problem(
                "notice-font",
                Message("No Chinese font was found for the PDF; the first choice is {font}.", font=wanted),
                mend=Message("Give a folder with fonts, or install the Noto CJK fonts."),
            )
        )
