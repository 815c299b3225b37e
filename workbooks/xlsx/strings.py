"""Text in the XML of a package in plain form: references resolved, and the strings that cells share."""

import re
import zipfile
from collections.abc import Sequence

_PART = "xl/sharedStrings.xml"
_QUOTED = rb"""(?:"[^"<&]*"|'[^'<&]*')"""
_BEGIN = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'][Uu][Tt][Ff]-8[\"'])?"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>\s*)?<(?P<root>[A-Za-z]+)(?:\s+[A-Za-z0-9:]+=" + _QUOTED + rb")*\s*>"
)
_ATTRIBUTES = rb'(?: [A-Za-z]+="[^"<>&]*")* ?'
_TEXT = rb'<t(?: xml:space="(preserve)")?(?: ?/>|>([^<]*)</t>)'
_RUN = rb"<r>(?:<rPr>(?:<[A-Za-z]+" + _ATTRIBUTES + rb"/>)*</rPr>)?" + _TEXT + rb"</r>"
_STRING = re.compile(rb"\s*<si>(?:" + _TEXT + rb"|(?:" + _RUN + rb")+)(?:<phoneticPr" + _ATTRIBUTES + rb"/>)?")
"""A text, or runs of text in different fonts, as many programs write Chinese mixed with figures."""

_TEXTS = re.compile(_TEXT)
_REFERENCE = re.compile(r"&(#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[a-z]+);|&")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NOT_AS_IT_STANDS = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_x[0-9A-Fa-f]{4}_|\]\]>")


class NotPlain(Exception):
    """A part is not in the plain form, or not to be taken as it stands."""


def root(head: bytes) -> str:
    """The name of the outermost element of a part.

    Raises:
        NotPlain: the part is not in UTF-8, has a prefix or something else before it.
    """
    match = _BEGIN.match(head)
    if match is None:
        raise NotPlain
    return match["root"].decode("ascii")


def shared_strings(archive: zipfile.ZipFile) -> Sequence[str]:
    """The strings that the cells of a workbook share, by their index.

    Raises:
        NotPlain: they are not in the plain form.
    """
    try:
        content = archive.read(_PART)
    except KeyError:
        return []
    begin = _BEGIN.match(content)
    end = content.rfind(b"</sst>")
    if begin is None or begin["root"] != b"sst" or end < 0 or content[end:].strip() != b"</sst>":
        raise NotPlain
    *strings, rest = content[begin.end() : end].split(b"</si>")
    if rest.strip() or not all(map(_STRING.fullmatch, strings)):
        raise NotPlain
    return [
        "".join([plain_text(text, preserve=bool(space)) for space, text in _TEXTS.findall(string)])
        for string in strings
    ]


def plain_text(raw: bytes, *, preserve: bool) -> str:
    r"""The text that these bytes of an element's content stand for.

    Args:
        raw: The bytes.
        preserve: Whether white space around the text belongs to it.

    Raises:
        NotPlain: they are not UTF-8, refer to something unknown, or hold what Excel has escaped.

    Example:
        >>> plain_text("甲&amp;乙&#10;&lt;丙".encode(), preserve=False)
        '甲&乙\n<丙'
    """
    try:
        text = raw.decode("utf-8")
        if "&" in text:
            text = _REFERENCE.sub(_resolved, text)
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
