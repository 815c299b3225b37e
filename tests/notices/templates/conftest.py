"""What several documents are tested under."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import locales
from notices.document import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def in_chinese() -> Iterator[None]:
    """Messages as officials read them."""
    before = locales.in_use()
    locales.use("zh_CN")
    yield
    locales.use(before)


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are tested here; drawing takes its time."""
    monkeypatch.setattr("notices.charts.render", lambda chart, text, fonts: Picture(b"", b"", 1, 1, text))
