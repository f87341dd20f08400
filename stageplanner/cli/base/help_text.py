"""The help of the commands, and the errors of mistyped ones, in the reader's language.

Commands declare their help in English; ``resources/messages/help.json`` holds it with its Dutch. An
argument without help has that of its name, which is the same in every command (``argument_seed``).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NoReturn

from stageplanner.messages import DEFAULT_LANGUAGE, LANGUAGES, codes, text

#: The errors of argparse, and the code of our sentence for each.
_WRONG = (
    (r"the following arguments are required: (?P<names>.+)", "usage_required"),
    (r"unrecognized arguments: (?P<names>.+)", "usage_unknown"),
    (
        r"argument (?P<name>.+?): invalid choice: (?P<given>.+) \(choose from (?P<choices>.+)\)",
        "usage_choice",
    ),
    (r"argument (?P<name>.+?): expected one argument", "usage_one"),
    (r"argument (?P<name>.+?): expected at least one argument", "usage_some"),
    (r"argument (?P<name>.+?): expected (?P<count>\d+) arguments", "usage_several"),
    (r"argument (?P<name>.+?): ignored explicit argument (?P<given>.+)", "usage_none"),
    (r"argument (?P<name>.+?): invalid \w+ value: (?P<given>.+)", "usage_value"),
)


class Parser(argparse.ArgumentParser):
    """A parser with its help and errors in one language."""

    language = DEFAULT_LANGUAGE

    def error(self, message: str) -> NoReturn:
        """Print the usage and the error, and exit with code 2."""
        self.print_usage(sys.stderr)
        why = _translated_error(message, self.language)
        self.exit(2, text("usage_wrong", self.language, why=why) + "\n")


def _translated_error(message: str, language: str) -> str:
    for pattern, code in _WRONG:
        match = re.fullmatch(pattern, message)
        if match:
            return text(code, language, **match.groupdict())
    return message


def language_of(arguments: Sequence[str]) -> str:
    """Return the language of ``--lang``; needed before the arguments can be parsed."""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        language = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and language in LANGUAGES:
            return language
    return DEFAULT_LANGUAGE


def without_common(arguments: Sequence[str]) -> list[str]:
    """Return the arguments without ``--json`` and ``--lang``, which may be anywhere."""
    words = []
    remaining = iter(arguments)
    for word in remaining:
        if word == "--lang":
            next(remaining, None)
        elif word != "--json" and not word.startswith("--lang="):
            words.append(word)
    return words


def translate_parser(parser: Parser, language: str) -> None:
    """Translate the help of a parser and of all its commands."""
    for command in (parser, *(command for _, command in commands_of(parser))):
        command.language = language
        command.formatter_class = _formatter(language)
        command.description = translated(command.description, language)
        for group in command._action_groups:
            is_positional = group is command._positionals
            group.title = text(f"usage_{_title(command, is_positional)}", language)
        for action in command._actions:
            action.help = _help_of(action, language)
            if isinstance(action, argparse._SubParsersAction):
                for choice in action._choices_actions:
                    choice.help = translated(choice.help, language)


def _title(parser: argparse.ArgumentParser, is_positional: bool) -> str:
    if not is_positional:
        return "options"
    return "commands" if any(True for _ in commands_of(parser)) else "arguments"


def commands_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, Parser]]:
    """Yield the commands of a parser by name; a verb follows its group, as ``rounds start``."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield name, command
                yield from (
                    (f"{name} {verb}", subcommand) for verb, subcommand in commands_of(command)
                )


def _help_of(action: argparse.Action, language: str) -> str | None:
    if action.help == argparse.SUPPRESS or isinstance(action, argparse._SubParsersAction):
        return action.help
    if action.help:
        return translated(action.help, language)
    code = f"argument_{action.dest}"
    return text(code, language) if code in codes() else None


def translated(english: str | None, language: str) -> str | None:
    """Return a text of the parser in a language; the English itself if there is no other."""
    code = _by_english().get(english or "")
    return english if code is None else text(code, language)


@cache
def _by_english() -> dict[str, str]:
    return {text(code, "en"): code for code in codes() if code.startswith("help_")}


def _formatter(language: str) -> type[argparse.HelpFormatter]:
    """Return a help formatter whose usage begins with the word of the language."""
    word = text("usage_word", language)

    class Formatter(argparse.HelpFormatter):
        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[argparse._MutuallyExclusiveGroup],
            prefix: str | None = None,
        ) -> None:
            super().add_usage(usage, actions, groups, word if prefix is None else prefix)

    return Formatter
