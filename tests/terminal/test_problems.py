import pytest

from engine.message import Message
from engine.problem import Place, Problem
from terminal.output import show
from terminal.problems import listing


@pytest.mark.parametrize(("language", "called"), [("en", "unit"), ("zh_CN", "单位")])
def test_the_column_of_units_is_called_as_in_the_language_in_use(monkeypatch, capsys, language, called):
    monkeypatch.setattr("locales._in_use", language)
    place = Place(file="表.csv", line=3, unit="样例甲镇", measure="unit")
    show(listing([Problem("unit-renamed", Message("{unit}", unit="样例甲乡"), place)]))
    assert capsys.readouterr().out.splitlines()[0].startswith(f"表.csv:3 样例甲镇 {called}  ")
