import io
import zipfile

import pytest

from workbooks.kind import Kind, in_words, kind


def package(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            text = "application/vnd.oasis.opendocument.spreadsheet" if name == "mimetype" else ""
            archive.writestr(zipfile.ZipInfo(name), text)  # without the time, which would go into the tests' names
    return content.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (package("xl/workbook.xml"), Kind.XLSX),
        (package("xl/workbook.xml")[:40], Kind.XLSX),
        (package("xl/workbook.bin"), Kind.XLSB),
        (package("word/document.xml"), Kind.DOCX),
        (package("ppt/presentation.xml"), Kind.PPTX),
        (package("mimetype"), Kind.ODS),
        (package("a.txt"), Kind.ZIP),
        (OLE, Kind.XLS),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Kind.ENCRYPTED),
        (b"%PDF-1.7", Kind.PDF),
        (b"\x89PNG\r\n", Kind.IMAGE),
        (b"{\\rtf1", Kind.RTF),
        (b"\r\n<HTML><body>", Kind.HTML),
        (b"<?xml version='1.0'?><html>", Kind.HTML),
        (b"<?xml version='1.0'?><Workbook>", Kind.XML),
        (b' {"kaoping": 1}', Kind.JSON),
        ("单位,人口".encode("gb18030"), Kind.TEXT),
        ("单位,人口".encode("utf-16"), Kind.TEXT),
        (b"ab\x00\x01", Kind.BINARY),
    ],
)
def test_is_recognised_by_content(content: bytes, expected: Kind) -> None:
    assert kind(content) is expected


def test_every_kind_has_words() -> None:
    assert len({str(in_words(each)) for each in Kind}) == len(Kind)
