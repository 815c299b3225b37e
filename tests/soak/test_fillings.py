from itertools import islice

import pytest
from soak import fillings


@pytest.fixture(autouse=True)
def few_and_without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locales._in_use", "zh_CN")
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(fillings, "_BATCH", 2)


def test_new_fillings_come_back_as_they_were_typed() -> None:
    assert list(islice(fillings.soak(), 4)) == [None] * 4


def test_a_wrong_value_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbooks.interpretation._as_number", lambda text: ("7", None))
    assert all("was typed" in (finding or "") for finding in islice(fillings.soak(), 2))
