from collections.abc import Callable
from pathlib import Path

import pytest

from engine.problem import Problem
from engine.source import findings

EXAMPLE = (Path(__file__).parent.parent / "example.yaml").read_text("utf-8")

Find = Callable[..., list[Problem]]


@pytest.fixture
def find() -> Find:
    """The findings about the example with some of its text replaced, of one code if it is named."""

    def found(*edits: tuple[str, str], code: str | None = None, append: str = "") -> list[Problem]:
        text = EXAMPLE
        for old, new in edits:
            assert old in text
            text = text.replace(old, new, 1)
        return [each for each in findings(text + append) if code is None or each.code == code]

    return found
