"""The chapter of the manual with all commands, made from what the commands declare.

Run ``python -m stageplanner.cli.reference`` to write it again in both languages.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.help_text import Parser, commands_of
from stageplanner.cli.parser import COMMANDS, build_parser
from stageplanner.messages import LANGUAGES, codes, text

#: The options that every command takes: they are explained once, in the introduction.
_COMMON = ("help", "json", "lang")


def build_reference(language: str) -> str:
    """Build the chapter in a language, as markdown."""
    parsers = dict(commands_of(build_parser(language)))
    parts = [
        f"# {text('reference_title', language)}",
        text("reference_intro", language),
        text("reference_window", language),
    ]
    for command in COMMANDS:
        parts += _command_parts(command, parsers, language)
    return "\n\n".join(parts) + "\n"


def _command_parts(command: Command, parsers: dict[str, Parser], language: str) -> Iterator[str]:
    yield f"## {command.name}"
    if not command.verbs:
        yield f"`{_usage(parsers[command.name])}`"
    yield text(f"reference_{command.name}", language)
    if command.verbs:
        first = command.verbs[0].name
        yield text("reference_default_verb", language, group=command.name, verb=first)
    else:
        yield from _argument_list(parsers[command.name])
    yield from _json_parts(command, language)
    notes = f"reference_notes_{command.name}"
    if notes in codes():
        yield text(notes, language)
    for verb in command.verbs:
        name = f"{command.name} {verb.name}"
        yield f"### {name}"
        yield f"`{_usage(parsers[name])}`"
        yield _sentence(parsers[name].description or "")
        yield from _argument_list(parsers[name])


def _sentence(about: str) -> str:
    return f"{about[0].upper()}{about[1:]}."


def _argument_list(parser: Parser) -> Iterator[str]:
    items = [
        f"- `{_typed(action)}`: {action.help}"
        for action in _arguments(parser)
        if action.dest != "project"  # explained in the introduction
    ]
    if items:
        yield "\n".join(items)


def _json_parts(command: Command, language: str) -> Iterator[str]:
    yield f"{text('reference_json', language)} {_keys(command.json)}"
    added = dict(command.json_with) | {verb.name: verb.json for verb in command.verbs if verb.json}
    for option, keys in added.items():
        yield f"{text('reference_json_with', language, option=option)} {_keys(keys)}"


def _keys(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`{key}`" for key in keys) + "."


# --- how arguments are typed -------------------------------------------------------------------


def _arguments(parser: Parser) -> list[argparse.Action]:
    """Return the arguments of a command, those without a dash first."""
    actions = [action for action in parser._actions if action.dest not in _COMMON]
    return sorted(actions, key=lambda action: bool(action.option_strings))


def _usage(parser: Parser) -> str:
    """Return how a command is typed, options that may be left out in brackets."""
    words = [parser.prog]
    for action in _arguments(parser):
        is_repeated = isinstance(action, argparse._AppendAction)
        typed = _typed(action) + (" ..." if is_repeated else "")
        is_optional = not action.required if action.option_strings else action.nargs in ("?", "*")
        words.append(f"[{typed}]" if is_optional else typed)
    return " ".join(words)


def _typed(action: argparse.Action) -> str:
    """Return how an argument is typed: ``--plan wish|current``, ``FILE...``."""
    words = list(action.option_strings)
    if action.nargs != 0:
        names = action.metavar or "|".join(action.choices or [action.dest])
        words += [names] if isinstance(names, str) else names
        words[-1] += "..." if action.nargs in ("+", "*") else ""
    return " ".join(words)


def chapter_path(language: str) -> Path:
    """Return the file of the chapter in a language."""
    return Path(str(resources.files("resources"))) / "manual" / language / "reference.md"


if __name__ == "__main__":
    for chapter_language in LANGUAGES:
        chapter_path(chapter_language).write_text(build_reference(chapter_language), "utf-8")
