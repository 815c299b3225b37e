"""The kinds of notice: what each is about, who issues it, and what in a result calls for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from notices.errors import UnknownKind


class About(Enum):
    """What one document of a kind is about."""

    RESULT = "result"
    UNIT = "unit"
    EFFECT = "effect"
    """One effect on one party of a unit."""
    DEPARTMENT = "department"
    """A department with what it reported."""
    OBJECTION = "objection"


class Issuer(Enum):
    """Which of a county's bodies issues it."""

    LEADING = "leading"
    """The county committee and government, or the leading group."""
    OFFICE = "office"
    """The assessment office."""
    ORGANISATION = "organisation"
    """The organisation department."""


class Call(Enum):
    """What else than effects calls for a notice."""

    PRIZES = "prizes"
    DECIDED = "decided"
    """An objection on which was decided."""
    CHANGES = "changes"
    """A former result that differs."""


@dataclass(frozen=True)
class Kind:
    """A kind of notice.

    Attributes:
        name: By which commands ask for it; also the name of its template, ``templates/notices/<name>.md.j2``.
        title: What officials call it; also the name of its files.
        issuer: Who issues it.
        about: What one document of it is about.
        effects: The effects that call for it; if there are none and nothing else does, there is always one.
        call: What else calls for it.
    """

    name: str
    title: str
    issuer: Issuer
    about: About = About.RESULT
    effects: frozenset[str] = frozenset()
    call: Call | None = None

    @property
    def conditional(self) -> bool:
        """Whether something in the result must call for it."""
        return bool(self.effects) or self.call is not None


_ADMONITION = frozenset({"admonish"})
_RECTIFICATION = frozenset({"rectify"})

KINDS = (
    Kind("publicity", "考核结果公示", Issuer.OFFICE),
    Kind("results", "考核结果通报", Issuer.LEADING),
    Kind("criticism", "通报批评", Issuer.LEADING, effects=frozenset({"criticise"})),
    Kind("commendation", "表彰奖励决定", Issuer.LEADING, effects=frozenset({"award"}), call=Call.PRIZES),
    Kind("notification", "考核结果告知书", Issuer.OFFICE, About.UNIT),
    Kind(
        "ratings",
        "年度考核等次和优秀指标通知",
        Issuer.ORGANISATION,
        About.UNIT,
        frozenset({"rate", "grant", "cancel", "prefer", "forbid"}),
    ),
    Kind("admonition", "诫勉谈话通知书", Issuer.ORGANISATION, About.EFFECT, _ADMONITION),
    Kind("interview", "诫勉谈话记录", Issuer.ORGANISATION, About.EFFECT, _ADMONITION),
    Kind("rectification", "限期整改通知书", Issuer.ORGANISATION, About.UNIT, _RECTIFICATION),
    Kind("acceptance", "整改验收单", Issuer.ORGANISATION, About.UNIT, _RECTIFICATION),
    Kind(
        "adjustment",
        "组织调整建议材料",
        Issuer.ORGANISATION,
        effects=frozenset({"adjust", "reassign", "hold_accountable"}),
    ),
    Kind("objection", "异议受理通知书", Issuer.OFFICE, About.OBJECTION),
    Kind("review", "复核决定书", Issuer.OFFICE, About.OBJECTION, call=Call.DECIDED),
    Kind("correction", "更正通知", Issuer.OFFICE, call=Call.CHANGES),
    Kind("confirmation", "数据确认签字表", Issuer.OFFICE, About.DEPARTMENT),
    Kind("evaluation", "年度考核评价报告", Issuer.OFFICE),
)


def chosen(names: Sequence[str] | None) -> tuple[Kind, ...]:
    """Find kinds by name or title; all of them if none is asked for.

    Raises:
        UnknownKind: There is none of this name.

    Example:
        >>> [kind.name for kind in chosen(["考核结果通报"])]
        ['results']
    """
    if names is None:
        return KINDS
    known = {spelling: kind for kind in KINDS for spelling in (kind.name, kind.title)}
    for name in names:
        if name not in known:
            raise UnknownKind(name, known)
    return tuple(dict.fromkeys(known[name] for name in names))
