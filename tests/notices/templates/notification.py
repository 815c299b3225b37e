"""A notification to be read: its letter and its annex."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from building import county, run, scheme
from county_years import notices, rows, said

from terminal.notifying import in_chinese

if TYPE_CHECKING:
    from notices import Composed

NOTIFICATION = "notification"


def letter(scheme_name: str, period: str, name: str) -> list[str]:
    return said(notices(NOTIFICATION, scheme_name, period)[f"样例·{name}"].document.body)


def annex(notice: Composed) -> dict[str, list[str]]:
    """The rows of the annex by what they are about."""
    header, *found = rows(notice.document.annexes[0].blocks)
    assert header == ["项目", "满分", "得分", "失分", "核定的数据和计分过程"]
    return {row[0]: row[1:] for row in found}


def made_up(data: dict[str, str], decided: Any = None, **parts: str) -> dict[str, Any]:
    return in_chinese(run(scheme(**parts), county(**data), **(decided or {})))


def everything(notice: Composed) -> str:
    return str(notice.document)
