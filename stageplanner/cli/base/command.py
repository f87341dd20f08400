"""What a command of the terminal is: its name, its arguments, its work and its JSON."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from stageplanner.cli.base.output import Answer


def _no_arguments(parser: ArgumentParser) -> None:
    """Add nothing: the command takes a project only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command as its file declares it: the source of parser, dispatch and manual.

    Attributes
    ----------
    name : str
        The word on the command line.
    about : str
        One line for ``--help``, in English; its Dutch is in ``resources/messages/help.json``.
    run : Callable
        Does the work. It imports the heavy rooms itself, so that ``--help`` stays quick.
    add_arguments : Callable
        Adds the arguments other than PROJECT.
    has_project : bool
        Whether PROJECT is the first argument.
    verbs : tuple of Command
        The commands of a group, such as ``rounds start``; the first runs if none is named.
    json : tuple of str
        The keys of the answer, each with its shape: ``"days: [{date, students}]"``.
    json_with : mapping of str to tuple of str
        The keys that an option adds, by that option. The ``json`` of a verb is added to that of
        its group.
    """

    name: str
    about: str
    run: Callable[[Namespace], Answer]
    add_arguments: Callable[[ArgumentParser], None] = _no_arguments
    has_project: bool = True
    verbs: tuple[Command, ...] = ()
    json: tuple[str, ...] = ()
    json_with: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
