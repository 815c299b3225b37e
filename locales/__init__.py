"""The language of all that kaoping says to people: which one it is, and the catalogue of translations.

Message ids are English. ``catalogue`` keeps the Chinese catalogue up to date; nothing here needs more than
the standard library, because every start of the command line passes through.
"""

import gettext as _gettext
import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, Protocol, get_args, runtime_checkable

Language = Literal["zh_CN", "en"]

_LANGUAGES: Mapping[str, Language] = {"zh": "zh_CN", "en": "en"}
_JOINT: Mapping[Language, str] = {"zh_CN": "、", "en": ", "}


class UnknownLanguage(ValueError):
    """A language was asked for that kaoping does not speak."""

    def __init__(self, found: str, where: str) -> None:
        self.found = found
        self.where = where
        super().__init__(f"{where}: {found!r} is no language of kaoping; write zh_CN or en")


@runtime_checkable
class Message(Protocol):
    """A sentence with its values kept apart, as ``engine.message.Message`` is."""

    @property
    def template(self) -> str:
        """English, with ``{named}`` fields; the id in the catalogue."""

    @property
    def values(self) -> Mapping[str, object]:
        """What fills the fields."""


def language(chosen: str | None = None) -> Language:
    """The language to speak: the one chosen, else ``KAOPING_LANG``, else the locale's, else Chinese.

    Args:
        chosen: What the user asked for on the command line, such as ``en`` or ``zh_CN``.

    Raises:
        UnknownLanguage: ``chosen`` or ``KAOPING_LANG`` names another language. A locale of another
            language is no mistake: it gives Chinese.

    Example:
        >>> language("en"), language("zh-CN")
        ('en', 'zh_CN')
    """
    for where, asked in (("--lang", chosen), ("KAOPING_LANG", os.environ.get("KAOPING_LANG"))):
        if asked:
            known = _spoken(asked)
            if known is None:
                raise UnknownLanguage(asked, where)
            return known
    # As in POSIX, the first of the three that is not empty decides alone.
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return _spoken(next(filter(None, variables), "")) or "zh_CN"


def _spoken(code: str) -> Language | None:
    """The language of a code such as ``zh``, ``zh-Hans`` or ``en_GB.UTF-8``, if kaoping speaks it."""
    return _LANGUAGES.get(re.split(r"[-_.@]", code.strip().lower())[0])


@cache
def translations(language: Language) -> _gettext.NullTranslations:
    """The catalogue of a language; that of English is empty, as its texts are the ids."""
    if language == "en":
        return _gettext.NullTranslations()
    from importlib.resources import (
        files,
    )  # takes some milliseconds, which English and ``import locales`` do not owe

    with files(__name__).joinpath(language, "LC_MESSAGES", "kaoping.mo").open("rb") as file:
        return _gettext.GNUTranslations(file)


_in_use: Language | None = None


def use(language: Language) -> None:
    """Speak this language from now on, in the whole process."""
    global _in_use
    _in_use = language


def in_use() -> Language:
    """The language that this process speaks: the one set by ``use``, else that of its surroundings."""
    return _in_use or language()


def gettext(text: str) -> str:
    """The text in the language in use."""
    return translations(in_use()).gettext(text)


def spellings(message: Message) -> frozenset[str]:
    """A fixed text in all languages: what it may look like in a file that somebody else wrote."""
    return _spellings(message.template)


@cache
def _spellings(text: str) -> frozenset[str]:
    return frozenset(translations(language).gettext(text) for language in get_args(Language))


def ngettext(singular: str, plural: str, count: int) -> str:
    """The text for so many things in the language in use; the caller fills in its fields."""
    return translations(in_use()).ngettext(singular, plural, count)


def render(message: Message) -> str:
    """A message in the language in use, its values filled in.

    A value that is a message itself is rendered too. The items of a list are joined as the language does it:
    ``one of {names}`` reads ``one of 好, 较好`` in English, and has 、 between the two in Chinese.
    """
    values = {name: _rendered(value) for name, value in message.values.items()}
    return gettext(message.template).format_map(values)


def _rendered(value: object) -> object:
    """A value as a message shows it; a number stays one, so that a field may format it."""
    if isinstance(value, str):  # most are, and whether a value is a message is slow to tell
        return value
    if isinstance(value, Message):
        return render(value)
    if isinstance(value, (list, tuple)):
        return _JOINT[in_use()].join(str(_rendered(item)) for item in value)
    return value
