"""The help of the commands in the reader's language, and what is wrong with how one was typed.

The parser in ``arguments.py`` is written in English; the Dutch of each of its texts is found by the
English beside it in ``resources/messages/help.json``. An argument that says nothing of itself
says what its name means everywhere (``argument_seed``).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NoReturn

from stageplanner.messages import DEFAULT_LANGUAGE, LANGUAGES, codes, text

#: How argparse says that something is wrong, and the code of our sentence for it.
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
    """A parser that speaks the language of its reader."""

    language = DEFAULT_LANGUAGE

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how the command is typed, and end with code 2."""
        self.print_usage(sys.stderr)
        why = _wrong(message, self.language)
        self.exit(2, text("usage_wrong", self.language, why=why) + "\n")


def _wrong(message: str, language: str) -> str:
    for pattern, code in _WRONG:
        found = re.fullmatch(pattern, message)
        if found:
            return text(code, language, **found.groupdict())
    return message


def language_of(arguments: Sequence[str]) -> str:
    """The language that is asked for, before anything else of the arguments is read."""
    for word, value in zip(arguments, [*arguments[1:], ""], strict=True):
        told = value if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and told in LANGUAGES:
            return told
    return DEFAULT_LANGUAGE


def translate_parser(parser: Parser, language: str) -> None:
    """Let a parser and all its commands speak a language."""
    for one in (parser, *(command for _, command in commands_of(parser))):
        one.language = language
        one.formatter_class = _formatter(language)
        one.description = translated(one.description, language)
        for group in one._action_groups:
            is_positional = group is one._positionals
            group.title = text(f"usage_{_title(one, is_positional)}", language)
        for action in one._actions:
            action.help = _help_of(action, language)
            if isinstance(action, argparse._SubParsersAction):
                for choice in action._choices_actions:
                    choice.help = translated(choice.help, language)


def _title(parser: argparse.ArgumentParser, is_positional: bool) -> str:
    if not is_positional:
        return "options"
    return "commands" if any(True for _ in commands_of(parser)) else "arguments"


def commands_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, Parser]]:
    """The commands of a parser, by name."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def _help_of(action: argparse.Action, language: str) -> str | None:
    if action.help == argparse.SUPPRESS or isinstance(action, argparse._SubParsersAction):
        return action.help
    if action.help:
        return translated(action.help, language)
    code = f"argument_{action.dest}"
    return text(code, language) if code in codes() else None


def translated(english: str | None, language: str) -> str | None:
    """The text of the parser in a language; English where it has no translation."""
    code = _by_english().get(english or "")
    return english if code is None else text(code, language)


@cache
def _by_english() -> dict[str, str]:
    return {text(code, "en"): code for code in codes() if code.startswith("help_")}


def _formatter(language: str) -> type[argparse.HelpFormatter]:
    """Help whose usage begins with the word of the language."""
    word = text("usage_word", language)

    class Speaking(argparse.HelpFormatter):
        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[argparse._MutuallyExclusiveGroup],
            prefix: str | None = None,
        ) -> None:
            super().add_usage(usage, actions, groups, word if prefix is None else prefix)

    return Speaking
