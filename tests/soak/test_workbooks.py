import pytest
from soak.workbooks import finding, findings


def test_damaged_and_odd_workbooks_are_read_or_refused() -> None:
    """The same cases each time; ``script/soak workbooks`` makes new ones."""
    assert [each for each in findings(iter(range(700))) if each is not None] == []


def test_wrong_numbers_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbooks.xlsx.plain._numbers", lambda values: ["7"] * len(values))
    assert any("the plain way gives" in (finding(seed) or "") for seed in range(20))
