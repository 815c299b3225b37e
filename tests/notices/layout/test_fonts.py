"""Which fonts are taken."""

import pytest

from notices.errors import NoFont
from notices.layout import fonts


def test_official_fonts_are_taken_where_they_are() -> None:
    families, substitutions = fonts.choose(["FZXiaoBiaoSong-B05S", "仿宋_GB2312", "SimHei", "KaiTi", "SimSun"])
    assert families["title"] == "FZXiaoBiaoSong-B05S"
    assert substitutions == ()


def test_without_any_chinese_font() -> None:
    with pytest.raises(NoFont):
        fonts.choose(["Libertinus Serif"])
