import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from engine.message import Message


def test_values_fill_the_fields_and_lists_are_joined() -> None:
    message = Message("{units} miss {count} of {what}", units=("甲", "乙"), count=2, what=Message("{n} days", n=3))
    assert str(message) == "甲, 乙 miss 2 of 3 days"
    assert repr(message) == "Message('甲, 乙 miss 2 of 3 days')"


def test_messages_are_equal_by_template_and_values() -> None:
    one, other = Message("{unit} is last", unit="甲"), Message("{unit} is last", unit="甲")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Message("{unit} is last", unit="乙")
    assert one != Message("甲 is last")
    assert one != "甲 is last"


ENGINE = Path(__file__).parents[2] / "engine"


def written() -> Iterator[tuple[str, str, set[str]]]:
    """Every message of the engine that is written out: its place, template, and the names of its values."""
    for file in sorted(ENGINE.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        # The formula of a method, and a template that bears a name or a key, have their fields filled in where they
        # are used.
        later = [each.value for each in ast.walk(tree) if isinstance(each, ast.keyword) and each.arg == "formula"]
        later += [each.value for each in tree.body if isinstance(each, ast.Assign | ast.AnnAssign)]
        later += [value for each in later if isinstance(each, ast.Dict) for value in each.values]
        named = set(map(id, later))
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != "Message":
                continue
            values = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
            template = call.args[0]
            if isinstance(template, ast.Constant) and len(values) == len(call.keywords) and id(call) not in named:
                yield f"{file.relative_to(ENGINE)}:{call.lineno}", str(template.value), values


def test_every_template_has_a_value_for_each_field_and_a_field_for_each_value() -> None:
    messages = list(written())
    assert len(messages) > 300
    unlike = [
        (place, template)
        for place, template, values in messages
        if {field for _, field, _, _ in Formatter().parse(template) if field is not None} != values
    ]
    assert unlike == []
