"""A ruleset as YAML text: block style, every value in quotes where YAML would read it as other than text."""

from typing import Any

import yaml


def yaml_text(ruleset: dict[str, Any]) -> str:
    """The YAML of a ruleset whose scalars are all text; no aliases, keys in the order given.

    >>> print(yaml_text({"version": "2015", "kind": "speech", "terms": ["5%", "no"]}), end="")
    version: '2015'
    kind: speech
    terms:
    - 5%
    - 'no'
    """
    return yaml.dump(
        ruleset,
        Dumper=WithoutAliases,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=10_000,
    )


class WithoutAliases(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Writes a list or mapping in full each time that it occurs."""

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing is written as an alias."""
        return True
