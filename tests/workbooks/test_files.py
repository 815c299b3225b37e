from pathlib import Path

import pytest

from engine.problem import Problem, Problems
from workbooks.files import read_bytes


def problem(path: Path, at_most: int = 10) -> Problem:
    with pytest.raises(Problems) as raised:
        read_bytes(path, at_most)
    (only,) = raised.value.problems
    assert only.place.file == str(path)
    return only


def test_reads_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"0123456789")
    assert read_bytes(path, 10) == b"0123456789"


def test_missing_names_the_neighbour(tmp_path: Path) -> None:
    (tmp_path / "2016年数据.csv").write_bytes(b"x")
    found = problem(tmp_path / "2016数据.csv")
    assert found.code == "file-missing"
    assert str(found.mend) == "Did you mean 2016年数据.csv?"


def test_missing_folder(tmp_path: Path) -> None:
    assert problem(tmp_path / "none" / "a.csv").code == "file-missing"


def test_folder(tmp_path: Path) -> None:
    assert problem(tmp_path).code == "file-is-folder"


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    assert problem(tmp_path / "a.csv").code == "file-empty"


def test_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x" * (3 << 20))
    found = problem(tmp_path / "a.csv", 2 << 20)
    assert (found.code, found.found, str(found.expected)) == ("file-too-large", "3.0 MB", "at most 2 MB")


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.csv").write_bytes(b"x")
    monkeypatch.setattr(Path, "open", refuse)
    found = problem(tmp_path / "a.csv")
    assert (found.code, str(found.what)) == ("file-unreadable", "The file cannot be read: Permission denied")
