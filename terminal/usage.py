"""Commands and options whose help follows the language that is in use when it is shown, not when it is declared."""

import gettext
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

import locales
from engine.message import Message
from engine.problem import Problem
from locales import Language, UnknownLanguage, ngettext, render
from terminal.wrapping import cells, wrapped

_WIDEST = 100

JSON = "--json"
AS_JSON = "kaoping.json"
"""Where a run keeps that the option was given."""


class Option(click.Option):
    """An option with its help as a message.

    Attributes:
        text: The help.
        goes_with: The option without which it has no meaning.
    """

    def __init__(
        self, declarations: Sequence[str], *, text: Message, goes_with: str | None = None, **attributes: Any
    ) -> None:
        super().__init__(declarations, **attributes)
        self.text = text
        self.goes_with = goes_with


class _Formatter(click.HelpFormatter):
    """Breaks lines by the cells that they take on a terminal, in Chinese too."""

    def write_text(self, text: str) -> None:
        margin = " " * self.current_indent
        for line in wrapped(text, max(self.width - self.current_indent, 20)):
            self.write(f"{margin}{line}\n" if line else "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 36, col_spacing: int = 2) -> None:
        listed = list(rows)
        first = min(max((cells(name) for name, _ in listed), default=0), col_max) + col_spacing
        margin = " " * self.current_indent
        for name, text in listed:
            lines = list(wrapped(text, max(self.width - self.current_indent - first, 20)))
            if cells(name) + col_spacing > first:
                lines.insert(0, "")
            head = name + " " * (first - cells(name))
            self.write(f"{margin}{head}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{margin}{' ' * first}{line}\n")


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command that has its texts as messages, and ``--lang`` among its options.

    Attributes:
        texts: The paragraphs of its help; the first says in short what it does.
        examples: Lines to copy.
    """

    context_class = _Context

    def __init__(
        self, name: str | None, *, texts: Sequence[Message] = (), examples: Sequence[str] = (), **attributes: Any
    ) -> None:
        attributes.setdefault("context_settings", {"help_option_names": ["-h", "--help"], "max_content_width": _WIDEST})
        super().__init__(name, **attributes)
        self.texts = texts
        self.examples = examples
        self.params.append(_language_option())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments; that JSON is wanted is kept even if they are wrong."""
        if JSON in args and any(JSON in option.opts for option in self.params):
            ctx.meta[AS_JSON] = True
        rest = super().parse_args(ctx, args)
        self._see_together(ctx)
        return rest

    def _see_together(self, ctx: click.Context) -> None:
        """Refuse an option without the one that it goes with: it would be ignored."""
        options = [each for each in self.params if isinstance(each, Option)]
        given = [each for each in options if ctx.get_parameter_source(each.name or "") is ParameterSource.COMMANDLINE]
        names = {name for each in given for name in each.opts}
        for each in given:
            if each.goes_with is not None and each.goes_with not in names:
                what = Message("{option} goes with {other}.", option=each.opts[0], other=each.goes_with)
                raise click.UsageError(render(what), ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """What the list of commands says of it."""
        return render(self.texts[0]) if self.texts else ""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The paragraphs."""
        for text in self.texts:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(render(text))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and of a group the commands."""
        for parameter in self.params:
            if isinstance(parameter, Option):
                parameter.help = render(parameter.text)
        if help_option := self.get_help_option(ctx):
            help_option.help = render(Message("Show this message and exit."))
        super().format_options(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples; a long one is not broken, so that it can be copied."""
        if self.examples:
            with formatter.section(render(Message("Examples"))):
                for example in self.examples:
                    formatter.write(f"{' ' * formatter.current_indent}{example}\n")


class Group(Command, click.Group):
    """The commands of the program; nothing that goes wrong in one of them ends in a traceback."""

    command_class = Command

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run, in the language of the surroundings until ``--lang`` says another."""
        _give_streams()
        try:
            speak(locales.language())
        except UnknownLanguage:  # the option's callback refuses it, unless --lang sets it right
            speak("zh_CN")
        try:
            return super().main(*args, **extra)
        except OSError as error:  # the help or the version found no room: a command's own errors are told below
            from terminal.failures import tell

            sys.exit(tell(error))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it returns is the exit code."""
        if ctx.parent is None:
            ctx.exit(_exit_code(lambda: super(Group, self).invoke(ctx), ctx))
        return super().invoke(ctx)


def _exit_code(run: Callable[[], int], ctx: click.Context) -> int:
    """The exit code of a run; whatever goes wrong in it is said in words, and as JSON where that was asked for."""
    try:
        code = run()
        sys.stdout.flush()
    except click.UsageError as error:
        if AS_JSON in ctx.meta:
            from terminal.failures import print_problems

            print_problems([Problem("usage", Message("{text}", text=error.format_message()))])
        raise
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except (Exception, KeyboardInterrupt) as error:
        from terminal.failures import tell

        return tell(error, as_json=AS_JSON in ctx.meta)
    return code


def _give_streams() -> None:
    """Stand-ins for streams that the caller closed: what is written there goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  lives as long as the process


def speak(language: Language) -> None:
    """Speak this language, in click's own words too.

    Click looks its words up with the standard gettext, in the application's domain: ours. That reads the language
    from the environment.
    """
    locales.use(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("kaoping", str(Path(locales.__file__).parent))
    gettext.textdomain("kaoping")


def _language_option() -> Option:
    return Option(
        ["--lang"],
        text=Message("Language of what is shown: zh (Chinese) or en (English)."),
        metavar="zh|en",
        is_eager=True,
        expose_value=False,
        callback=_choose_language,
    )


def _choose_language(ctx: click.Context, option: click.Parameter, value: str | None) -> None:
    if value is None and ctx.parent is not None:
        return
    try:
        speak(locales.language(value))
    except UnknownLanguage as error:
        what = Message(
            "{where}: {found} is no language of kaoping; write zh or en.", where=error.where, found=error.found
        )
        raise click.UsageError(render(what), ctx) from error


CLICK = (
    Message("Usage:"),
    Message("Options"),
    Message("Commands"),
    Message("Error: {message}"),
    Message("Missing command."),
    Message("Missing argument"),
    Message("Missing option"),
    Message("Invalid value: {message}"),
    Message("Invalid value for {param_hint}: {message}"),
    Message("Try '{command} {option}' for help."),
    Message("No such option {name!r}."),
    Message("No such option: {name}"),
    Message("No such command {name!r}."),
    Message("Option {name!r} does not take a value."),
)
"""Click's words that our commands can bring up, here so that the catalogue has them; two where versions differ."""

CLICK_COUNTED = (
    lambda: ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    lambda: ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
    lambda: ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
)
"""The same for its words that count."""
