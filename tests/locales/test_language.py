"""Which language kaoping speaks, and how it renders a message in it."""

import gettext

import pytest

import locales
from engine.message import Message

SURROUNDINGS = ("KAOPING_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def bare_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No language set from outside, and none left behind."""
    for name in SURROUNDINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(locales, "_in_use", None)


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chinese, with a catalogue of this test's own."""

    class Texts(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            chinese = {"one of {names}": "{names}之一", "{unit}: {what}": "{unit}：{what}", "nothing": "无"}
            return chinese[message]

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            return "{count}个单位"

    monkeypatch.setattr(locales, "translations", lambda language: Texts())
    locales.use("zh_CN")


@pytest.mark.parametrize(
    ("surroundings", "expected"),
    [
        ({}, "zh_CN"),
        ({"LANG": "C"}, "zh_CN"),
        ({"LANG": "POSIX"}, "zh_CN"),
        ({"LANG": "C.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_TW.UTF-8"}, "zh_CN"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C.UTF-8"}, "zh_CN"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
        ({"LANG": "zh_CN.UTF-8", "KAOPING_LANG": "en"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "KAOPING_LANG": "zh"}, "zh_CN"),
    ],
)
def test_the_language_follows_the_surroundings(
    monkeypatch: pytest.MonkeyPatch, surroundings: dict[str, str], expected: str
) -> None:
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    assert locales.language() == expected


@pytest.mark.parametrize(("chosen", "expected"), [("en", "en"), ("zh_CN", "zh_CN"), ("zh-CN", "zh_CN"), ("EN", "en")])
def test_a_choice_comes_before_the_surroundings(monkeypatch: pytest.MonkeyPatch, chosen: str, expected: str) -> None:
    monkeypatch.setenv("KAOPING_LANG", "zh_CN" if expected == "en" else "en")
    assert locales.language(chosen) == expected


def test_an_unknown_choice_is_an_error_that_says_where_it_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(locales.UnknownLanguage) as error:
        locales.language("fr")
    assert str(error.value) == "--lang: 'fr' is no language of kaoping; write zh_CN or en"
    monkeypatch.setenv("KAOPING_LANG", "english")
    with pytest.raises(locales.UnknownLanguage) as error:
        locales.language()
    assert str(error.value) == "KAOPING_LANG: 'english' is no language of kaoping; write zh_CN or en"


def test_the_language_in_use_is_the_one_set_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert locales.in_use() == "en"
    locales.use("zh_CN")
    assert locales.in_use() == "zh_CN"


def test_the_catalogue_that_comes_with_the_package_loads() -> None:
    assert locales.translations("zh_CN").info()["language"] == "zh_CN"


def test_english_needs_no_catalogue() -> None:
    assert type(locales.translations("en")) is gettext.NullTranslations


@pytest.mark.usefixtures("chinese")
def test_texts_are_translated() -> None:
    assert locales.gettext("nothing") == "无"
    assert locales.ngettext("{count} unit", "{count} units", 3) == "{count}个单位"


@pytest.mark.usefixtures("chinese")
def test_a_message_is_rendered_with_all_that_it_holds() -> None:
    inner = Message("one of {names}", names=["好", Message("nothing"), ("较好", 3)])
    assert locales.render(Message("{unit}: {what}", unit="样例甲镇", what=inner)) == "样例甲镇：好、无、较好、3之一"


def test_english_joins_by_commas() -> None:
    locales.use("en")
    assert locales.render(Message("one of {names}", names=("好", Message("nothing")))) == "one of 好, nothing"


def test_braces_and_fields_in_a_value_are_left_alone() -> None:
    locales.use("en")
    assert locales.render(Message("{unit}: {what}", unit="{what}", what="{0}")) == "{what}: {0}"


def test_a_field_may_format_a_number() -> None:
    locales.use("en")
    assert locales.render(Message("{share:.1%} of all", share=0.305)) == "30.5% of all"
