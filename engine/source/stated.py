"""What a model's own check finds, in its own words: carried through pydantic, told by `shape` where it stands."""

from pydantic_core import PydanticCustomError

from engine.problem import Problem


def stated(problem: Problem) -> PydanticCustomError:
    """What a validator raises.

    Args:
        problem: As it is to be told. Its place may name, as ``path``, the key within what is validated that is wrong;
            line and column are found from it.

    Example:
        >>> from engine.message import Message
        >>> stated(Problem("days-order", Message("The last day is before the first."))).type
        'stated'
    """
    return PydanticCustomError("stated", "what the model says of itself", {"problem": problem})
