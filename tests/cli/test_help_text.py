"""The help of every command, in both languages, and what is said of a mistyped one."""

import argparse

import pytest

from stageplanner.cli.base.help_text import commands_of, language_of
from stageplanner.cli.parser import COMMANDS, build_parser
from stageplanner.cli.run import main
from stageplanner.messages import codes, text


def texts_of(parser):
    """Every text of a parser and its commands, with where it stands."""
    for name, command in (("", parser), *commands_of(parser)):
        yield name, command.description
        for action in command._actions:
            if isinstance(action, argparse._SubParsersAction):
                yield from ((choice.dest, choice.help) for choice in action._choices_actions)
            elif action.help != argparse.SUPPRESS:
                yield f"{name} {action.dest}", action.help


def test_that_every_command_and_argument_tells_of_itself_in_both_languages():
    english, dutch = (dict(texts_of(build_parser(language))) for language in ("en", "nl"))
    assert english.keys() == dutch.keys()
    silent = [where for where, words in english.items() if not words]
    assert silent == [], "no help, and no argument_... in resources/messages/help.json"
    missing = {words for where, words in english.items() if dutch[where] == words}
    assert missing == set(), "say it in Dutch in resources/messages/help.json"


def test_that_no_text_of_the_help_is_left_over():
    used = {words for _, words in texts_of(build_parser("en"))}
    known = (c for c in codes() if c.startswith(("help_", "argument_")))
    assert [code for code in sorted(known) if text(code, "en") not in used] == []


def test_that_every_command_of_the_parser_is_known_as_one():
    assert {name for name, _ in commands_of(build_parser())} == {
        name for c in COMMANDS for name in (c.name, *(f"{c.name} {verb.name}" for verb in c.verbs))
    }


@pytest.mark.parametrize("language,word", [("nl", "gebruik: "), ("en", "usage: ")])
def test_that_the_help_speaks_one_language(language, word, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["optimise", "--help", "--lang", language])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith(word)
    assert ("options:" in shown) is (language == "en")
    assert ("opties:" in shown) is (language == "nl")


@pytest.mark.parametrize(
    "typed,expected",
    [
        (["optimise"], "dit ontbreekt: PROJECT"),
        (["optimise", "x", "--nonsense"], "hier niet bekend: --nonsense"),
        (["periods", "x", "--plan", "none"], "--plan kan niet 'none' zijn; kies uit"),
        (["optimise", "x", "--seed"], "--seed heeft een waarde nodig"),
        (["optimise", "x", "--seed", "z"], "--seed kan niet 'z' zijn: het moet een getal zijn"),
        (["answers", "x", "--set", "a"], "--set heeft 2 waarden nodig"),
        (["repair", "x", "--refuse"], "--refuse heeft minstens één waarde nodig"),
        (["optimise", "x", "--json=1"], "bij --json hoort geen waarde, en '1' is gegeven"),
        (["optimize"], "COMMAND kan niet 'optimize' zijn"),
    ],
)
def test_that_a_mistyped_command_is_told_in_dutch(typed, expected, capsys):
    with pytest.raises(SystemExit) as ended:
        main(typed)
    assert ended.value.code == 2
    shown = capsys.readouterr().err
    assert expected in shown
    assert shown.startswith("gebruik: ")
    assert "error:" not in shown


def test_that_the_language_is_found_wherever_it_stands():
    assert language_of(["load", "x", "--lang", "en"]) == "en"
    assert language_of(["--lang=en", "--help"]) == "en"
    assert language_of(["load", "--lang"]) == language_of(["--lang", "fr"]) == "nl"
