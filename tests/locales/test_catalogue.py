"""The Chinese catalogue is complete, keeps the fields and is compiled; its tool works."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from locales import catalogue


def test_every_message_has_a_good_translation() -> None:
    assert list(catalogue.problems(catalogue.read(), catalogue.extracted())) == []


def test_every_text_is_written_out_in_its_call() -> None:
    assert catalogue.unreadable() == []


def test_the_compiled_catalogue_is_that_of_the_po_file() -> None:
    assert catalogue.texts(catalogue.MO.read_bytes()) == catalogue.texts(catalogue.compiled(catalogue.read()))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with each way of marking a message, and places where none is to be found."""
    files = {
        "cli.py": 'print(_("from the command line"))\n',
        "engine/deep/er.py": 'raise Wrong(message.Message("{unit} is unknown", unit=unit))\n',
        "notices/words.py": 'ngettext("{count} page", "{count} pages", count)\nMessage(text)\n',
        "locales/own.py": 'gettext("of the tool itself")\n',
        "scorecards/migrations/first.py": '_("of no interest")\n',
        "templates/web/page.j2": "<p>{{ _('from a template') }}</p>\n",
        "tests/test_it.py": '_("from a test")\n',
    }
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for package in ("engine", "locales", "notices", "scorecards", "templates"):
        (tmp_path / package / "__init__.py").touch()
    return tmp_path


def test_messages_are_found_in_code_and_templates(project: Path) -> None:
    found = {message.id for message in catalogue.extracted(project) if message.id}
    assert found == {
        "from the command line",
        "{unit} is unknown",
        ("{count} page", "{count} pages"),
        "from a template",
    }


def test_a_text_that_is_not_written_out_is_named(project: Path) -> None:
    assert catalogue.unreadable(project) == ["notices/words.py:2"]


def test_each_fault_of_a_translation_is_named() -> None:
    messages = Catalog()
    for text in ("missing", "empty", "guessed", "{points} of {full}", "good {unit}"):
        messages.add(text)
    chinese = Catalog(locale="zh_CN")
    chinese.add("empty", "")
    chinese.add("guessed", "猜测", flags=["fuzzy"])
    chinese.add("{points} of {full}", "{points}分，满分{all}分")
    chinese.add("good {unit}", "{unit}良好")
    assert list(catalogue.problems(chinese, messages)) == [
        "no translation: 'missing'",
        "no translation: 'empty'",
        "fuzzy: 'guessed'",
        "other fields than ['full', 'points']: '{points} of {full}' → '{points}分，满分{all}分'",
    ]


def test_merging_keeps_translations_and_brings_back_what_was_gone() -> None:
    chinese = Catalog(locale="zh_CN")
    chinese.add("stays", "留")
    chinese.add("goes", "去")
    stays, both = Catalog(), Catalog()
    stays.add("stays")
    both.add("stays")
    both.add("goes")

    without = catalogue.merged(chinese, stays)
    assert {message.id: message.string for message in without if message.id} == {"stays": "留"}
    again = catalogue.merged(without, both)
    assert {message.id: message.string for message in again if message.id} == {"stays": "留", "goes": "去"}


def test_plural_forms_are_compiled() -> None:
    chinese = Catalog(locale="zh_CN")
    chinese.add(("{count} page", "{count} pages"), ("{count}页",))
    assert catalogue.texts(catalogue.compiled(chinese)) == {"{count} page\n{count} pages": "{count}页"}
