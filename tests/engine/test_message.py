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
