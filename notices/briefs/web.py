"""A brief → one page of the web that works without a network: its charts answer the mouse."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import zip_longest
from typing import Any

from jinja2 import Environment, StrictUndefined

from notices.briefs.charts import Drawn
from notices.briefs.worded import Worded
from notices.charts.rendering import specification, svg

_FONTS = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, Noto Sans SC, sans-serif"
"""What Windows, macOS and Linux have for Chinese letters."""


def html(words: Worded, charts: Sequence[Drawn]) -> bytes:
    """Write a brief; the same brief gives the same bytes.

    Args:
        words: What stands in it.
        charts: Its charts.

    Returns:
        A page in which everything is that it needs.
    """
    script = _script({number: specification(each.chart, _FONTS) for number, each in enumerate(charts)})
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    text = page.from_string(_read("brief.html.j2")).render(
        words=words,
        blocks=list(_blocks(words, charts)),
        style=_read("brief.css"),
        script=script,
        policy=_policy(script),
    )
    return text.encode()


def _blocks(words: Worded, charts: Sequence[Drawn]) -> Iterator[Any]:
    shown = [
        {"number": number, "title": each.title, "svg": svg(specification(each.chart), _FONTS)}
        for number, each in enumerate(charts)
    ]
    return (block for pair in zip_longest(shown, words.tables) for block in pair if block is not None)


def _script(specifications: dict[int, dict[str, Any]]) -> str:
    """The libraries and what they are to draw; nothing where there is no chart."""
    if not specifications:
        return ""
    # In a script "<" could begin its end; in JSON it stands in texts alone.
    charts = json.dumps(specifications, ensure_ascii=False).replace("<", "\\u003c")
    return f"{_libraries()}\nconst charts = {charts};\n{_read('brief.js')}"


def _policy(script: str) -> str:
    """Nothing is fetched, nothing runs but the one script."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'"


@cache
def _libraries() -> str:
    """Vega, Vega-Lite and Vega-Embed in one script; it takes seconds to put together."""
    import vl_convert

    script: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return script


@cache
def _read(name: str) -> str:
    return resources.files("templates").joinpath("reports", name).read_text("utf-8")
