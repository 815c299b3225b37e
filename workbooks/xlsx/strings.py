"""Text in the XML of a package in plain form: references resolved, and the strings that cells share."""

import re
import zipfile
from collections.abc import Sequence

_PART = "xl/sharedStrings.xml"
SPACE = " \t\r\n"
"""What is white space to XML; ``str.strip`` alone would take more."""

_QUOTED = r"""(?:"[^"<&]*"|'[^'<&]*')"""
_BEGIN = re.compile(
    r"\ufeff?(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'][Uu][Tt][Ff]-8[\"'])?"
    r"(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>\s*)?<(?P<root>[A-Za-z]+)(?:\s+[A-Za-z0-9:]+=" + _QUOTED + r")*\s*>",
    re.ASCII,
)
_ATTRIBUTES = r'(?: [A-Za-z]+="[^"<>&]*")* ?'
_TEXT = r'<t(?: xml:space="(preserve)")?(?: ?/>|>([^<]*)</t>)'
_RUN = r"<r>(?:<rPr>(?:<[A-Za-z]+" + _ATTRIBUTES + r"/>)*</rPr>)?" + _TEXT + r"</r>"
_STRING = re.compile(r"\s*<si>(?:" + _TEXT + r"|(?:" + _RUN + r")+)(?:<phoneticPr" + _ATTRIBUTES + r"/>)?", re.ASCII)
"""A text, or runs of text in different fonts, as many programs write Chinese mixed with figures."""

_TEXTS = re.compile(_TEXT)
_REFERENCE = re.compile(r"&(#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[a-z]+);|&")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NOT_AS_IT_STANDS = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|\]\]>")


class NotPlain(Exception):
    """A part is not in the plain form, or not to be taken as it stands."""


def decoded(part: bytes) -> str:
    """What these bytes of a part say.

    Raises:
        NotPlain: they are not UTF-8.
    """
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotPlain from error


def root(head: str) -> str:
    """The name of the outermost element of a part.

    Raises:
        NotPlain: the part is in another encoding, has a prefix or something else before it.
    """
    match = _BEGIN.match(head)
    if match is None:
        raise NotPlain
    return match["root"]


def shared_strings(archive: zipfile.ZipFile) -> Sequence[str]:
    """The strings that the cells of a workbook share, by their index.

    Raises:
        NotPlain: they are not in the plain form.
    """
    try:
        content = decoded(archive.read(_PART))
    except KeyError:
        return []
    begin = _BEGIN.match(content)
    end = content.rfind("</sst>")
    if begin is None or begin["root"] != "sst" or end < 0 or content[end:].strip(SPACE) != "</sst>":
        raise NotPlain
    *strings, rest = content[begin.end() : end].split("</si>")
    if rest.strip(SPACE) or not all(map(_STRING.fullmatch, strings)):
        raise NotPlain
    return [
        "".join([plain_text(text, preserve=bool(space)) for space, text in _TEXTS.findall(string)])
        for string in strings
    ]


def plain_text(raw: str, *, preserve: bool) -> str:
    r"""The text that the content of an element stands for.

    Args:
        raw: The content as it stands.
        preserve: Whether white space around the text belongs to it.

    Raises:
        NotPlain: it refers to something unknown, or holds what Excel has escaped.

    Example:
        >>> plain_text("甲&amp;乙&#10;&lt;丙", preserve=False)
        '甲&乙\n<丙'
    """
    text = raw
    if "&" in raw:
        try:
            text = _REFERENCE.sub(_resolved, raw)
        except (ValueError, OverflowError) as error:
            raise NotPlain from error
    if _NOT_AS_IT_STANDS.search(text) or (not preserve and text != text.strip()):
        raise NotPlain
    return text


def _resolved(match: re.Match[str]) -> str:
    name = match[1] or ""
    if name.startswith("#x"):
        return chr(int(name[2:], 16))
    if name.startswith("#"):
        return chr(int(name[1:]))
    if name not in _ENTITIES:
        raise NotPlain
    return _ENTITIES[name]
