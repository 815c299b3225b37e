"""The digest by which a notice names the result that it was written from."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def digest(result: Mapping[str, object]) -> str:
    """Give the SHA-256 of a result, the same for equal results however they were laid out in a file.

    Args:
        result: The object of ``result.json``.

    Returns:
        ``sha256:`` and 64 hexadecimal digits, over the UTF-8 text of the result as JSON with sorted keys and
        without spaces.

    Example:
        >>> digest({"b": "1", "a": "样例"}) == digest({"a": "样例", "b": "1"})
        True
        >>> digest({})
        'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
    """
    text = json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
