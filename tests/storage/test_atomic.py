"""All files or none, and nothing left lying about."""

import errno
import os
from pathlib import Path

import pytest

from storage import CannotWrite, write_atomically


def test_writes_every_file_and_makes_missing_folders(tmp_path: Path) -> None:
    one, two = tmp_path / "通报" / "一.docx", tmp_path / "二.pdf"
    write_atomically({one: b"1", two: b"2"})
    assert one.read_bytes() == b"1"
    assert two.read_bytes() == b"2"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["一.docx", "二.pdf", "通报"]


def test_replaces_an_earlier_file(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    write_atomically({target: b"new"})
    assert target.read_bytes() == b"new"


def test_a_name_as_long_as_the_system_allows(tmp_path: Path) -> None:
    target = tmp_path / ("a" * 255)
    write_atomically({target: b"x"})
    assert target.read_bytes() == b"x"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask for other users")
def test_the_file_has_the_permissions_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically({tmp_path / "a": b""})
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = tmp_path / "first"
    earlier.write_bytes(b"earlier")
    calls = []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    second = tmp_path / "new" / "folder" / "second"
    with pytest.raises(CannotWrite) as caught:
        write_atomically({earlier: b"1", second: b"2"})
    assert caught.value.path == second
    assert caught.value.reason == os.strerror(errno.ENOSPC)
    assert earlier.read_bytes() == b"earlier"
    assert list(tmp_path.rglob("*")) == [earlier]


def test_a_target_that_is_a_folder_is_refused_before_anything_changes(tmp_path: Path) -> None:
    folder, other = tmp_path / "folder", tmp_path / "other"
    folder.mkdir()
    with pytest.raises(CannotWrite) as caught:
        write_atomically({other: b"1", folder: b"2"})
    assert caught.value.path == folder
    assert list(tmp_path.rglob("*")) == [folder]


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CannotWrite) as caught:
        write_atomically({tmp_path / "file" / "a": b""})
    assert "file" in str(caught.value)


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically({tmp_path / "a": b""})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(CannotWrite) as caught:
            write_atomically({tmp_path / "a": b""})
    finally:
        tmp_path.chmod(0o700)
    assert caught.value.reason == os.strerror(errno.EACCES)


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses otherwise")
def test_a_refused_folder_is_told_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(CannotWrite) as caught:
        write_atomically({tmp_path / "a": b""})
    assert caught.value.reason == os.strerror(errno.EACCES)
    assert list(tmp_path.iterdir()) == []
