"""The manual page (``man stageplanner``), made from the help of the commands."""

from __future__ import annotations

import argparse
from collections.abc import Container, Iterator

from stageplanner import __version__
from stageplanner.cli.base.help_text import commands_of
from stageplanner.cli.parser import build_parser

#: The folders of a user.
_SETTINGS, _STATE = "~/.config/StagePlanner", "~/.local/state/StagePlanner"
#: The options that every command takes: they are listed once.
_COMMON = ("help", "json", "lang")

#: Headings and sentences that only a manual page has.
_WORDS = {
    "en": {
        "name": "NAME",
        "about": "spreads placements so that supervisors are not overrun",
        "synopsis": "SYNOPSIS",
        "description": "DESCRIPTION",
        "options": "OPTIONS",
        "commands": "COMMANDS",
        "files": "FILES",
        "status": "EXIT STATUS",
        "codes": (
            "Done.",
            "Done, but some rows or rules have problems, all of them listed.",
            "Not done, and why.",
        ),
        "every": "Every command takes:",
        "settings": "How the window was left, and what was chosen under Settings.",
        "state": "Journals, the log and rescue copies of this user; in the folder of"
        " XDG_STATE_HOME where that is set. Taking the program away leaves both.",
        "see": "SEE ALSO",
        "manual": "The whole manual: press F1 in the window, or",
    },
    "nl": {
        "name": "NAAM",
        "about": "spreidt stages, zodat praktijkopleiders niet worden overvraagd",
        "synopsis": "OVERZICHT",
        "description": "BESCHRIJVING",
        "options": "OPTIES",
        "commands": "OPDRACHTEN",
        "files": "BESTANDEN",
        "status": "AFSLUITWAARDE",
        "codes": (
            "Gedaan.",
            "Gedaan, maar sommige rijen of regels hebben problemen; ze staan er allemaal bij.",
            "Niet gedaan, en waarom.",
        ),
        "every": "Bij elke opdracht kan:",
        "settings": "Hoe het venster is achtergelaten, en wat bij Instellingen is gekozen.",
        "state": "Journaals, het logboek en reddingskopieën van deze gebruiker; in de map van"
        " XDG_STATE_HOME als die is ingesteld. Wie het programma weghaalt, houdt beide.",
        "see": "ZIE OOK",
        "manual": "De hele handleiding: druk in het venster op F1, of",
    },
}


def write(language: str, day: str) -> str:
    """Return the page in troff, in a language; ``day`` is its date (2026-11-22)."""
    words, parser = _WORDS[language], build_parser(language)
    lines = [
        f'.TH STAGEPLANNER 1 "{day}" "StagePlanner {__version__}"',
        f".SH {words['name']}",
        f"stageplanner \\- {_plain(words['about'])}",
        f".SH {words['synopsis']}",
        r".B stageplanner",
        r"[\fIFILE\fR]",
        ".br",
        r".B stageplanner",
        r"\fICOMMAND\fR ...",
        f".SH {words['description']}",
        _plain(parser.description or ""),
        f".SH {words['options']}",
        *_options(parser),
        ".PP",
        _plain(words["every"]),
        *_options(next(command for _, command in commands_of(parser)), _COMMON),
        f".SH {words['commands']}",
        *_commands(parser),
        f".SH {words['status']}",
    ]
    for code, meaning in enumerate(words["codes"]):
        lines += [".TP", str(code), _plain(meaning)]
    lines += [f".SH {words['files']}"]
    lines += [".TP", _plain(_SETTINGS), _plain(words["settings"])]
    lines += [".TP", _plain(_STATE), _plain(words["state"])]
    lines += [f".SH {words['see']}", _plain(words["manual"])]
    lines += [r".B stageplanner manual", f"\\-\\-lang {language}."]
    return "\n".join(lines) + "\n"


def _commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    for name, command in commands_of(parser):
        yield f".SS stageplanner {name}"
        yield _plain(command.description or "")
        names = [action.dest for action in command._actions if action.dest not in _COMMON]
        yield from _options(command, names)


def _options(parser: argparse.ArgumentParser, only: Container[str] | None = None) -> Iterator[str]:
    for action in parser._actions:
        if only is not None and action.dest not in only:
            continue
        if action.help == argparse.SUPPRESS or isinstance(action, argparse._SubParsersAction):
            continue
        yield ".TP"
        yield _typed(action)
        yield _plain(action.help or "")


def _typed(action: argparse.Action) -> str:
    """Return how an argument is typed: literal words bold, values to fill in italic."""
    names = [rf"\fB{_plain(name)}\fR" for name in action.option_strings]
    if action.nargs == 0:
        return ", ".join(names)
    value = action.metavar or (
        "{" + ",".join(action.choices) + "}" if action.choices else action.dest
    )
    parts = value if isinstance(value, tuple) else (value,)
    values = " ".join(rf"\fI{_plain(str(part))}\fR" for part in parts)
    more = r" \&..." if action.nargs in ("+", "*") else ""
    return f"{', '.join(names)} {values}{more}".strip()


def _plain(sentence: str) -> str:
    """Escape text for troff: dashes stay dashes, and no line begins as a command of troff."""
    escaped = sentence.replace("\\", r"\e").replace("-", r"\-")
    return r"\&" + escaped if escaped.startswith((".", "'")) else escaped
