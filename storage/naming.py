"""Names for files, as every system takes them."""

import re
from collections.abc import Collection
from itertools import chain, count

LONGEST = 60
"""Characters of the longest name; systems take 255 bytes, and something is added to it."""

_NOT_IN_A_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def file_name(name: str, taken: Collection[str] = ()) -> str:
    """A name as every system takes it for a file, and as no other file is called yet.

    Example:
        >>> file_name("县委/县政府督查室"), file_name("县委*县政府督查室", ["县委_县政府督查室"])
        ('县委_县政府督查室', '县委_县政府督查室_2')
    """
    clean = _NOT_IN_A_FILE_NAME.sub("_", name)[:LONGEST].strip(". ") or "_"
    used = {each.lower() for each in taken}
    others = (f"{clean}_{number}" for number in count(2))
    return next(each for each in chain([clean], others) if each.lower() not in used)
