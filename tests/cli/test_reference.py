"""The reference in the manual: what the commands say now, with JSON keys that are really there."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from stageplanner.cli.parser import COMMANDS
from stageplanner.cli.reference import build_reference, chapter_path
from stageplanner.cli.run import main
from stageplanner.messages import LANGUAGES
from tests.negotiating import agreed, at

BY_NAME = {command.name: command for command in COMMANDS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_the_chapter_says_what_the_commands_say(language):
    assert chapter_path(language).read_text("utf-8") == build_reference(language), (
        "write it again: python -m stageplanner.cli.reference"
    )


# --- the JSON ----------------------------------------------------------------------------------


def shape_of(declared):
    """The names in a declaration, each with the shape of its value or ``None``."""
    words = re.findall(r"[\w]+|[\[\]{}:,]", declared)

    def value():
        opening = words.pop(0)
        if opening == "[":
            shape = [value()]
            assert words.pop(0) == "]"
            return shape
        if opening == "{":
            shape = names()
            assert words.pop(0) == "}"
            return shape
        return opening  # a placeholder: {name: rules}

    def names():
        shape = {}
        while words and words[0] != "}":
            name, shape_of_name = words.pop(0), None
            if words and words[0] == ":":
                words.pop(0)
                shape_of_name = value()
            shape[name] = shape_of_name
            if words and words[0] == ",":
                words.pop(0)
        return shape

    return names()


def merged(shapes):
    """Several declarations as one: an option may add keys inside a list."""
    whole = {}
    for shape in shapes:
        for name, inner in shape.items():
            if isinstance(whole.get(name), list) and isinstance(inner, list):
                whole[name] = [merged([*whole[name], *inner])]
            else:
                whole[name] = inner
    return whole


def differences(shape, value, where=""):
    """Where an answer and its declaration do not have the same keys."""
    if value is None or shape is None or isinstance(shape, str):
        return
    if isinstance(shape, list):
        assert isinstance(value, list), where
        for item in value:
            yield from differences(shape[0], item, where)
        return
    if any(isinstance(inner, str) for inner in shape.values()):
        return  # {key: value}: the keys are those of the region
    assert isinstance(value, dict), where
    yield from (f"{where}.{name}" for name in shape.keys() ^ value.keys())
    for name in shape.keys() & value.keys():
        yield from differences(shape[name], value[name], f"{where}.{name}")


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """A region with a plan, a round, an agreement and published shortages."""
    path = tmp_path_factory.mktemp("reference") / "regio 2026-2027.stageplan"
    project = agreed(path)
    project.save()
    (path.parent / "lijst.csv").write_text(
        "instelling;crebo;groep;studenten;vorm;start;eind;dagen\n"
        "Rijn College;25655;Z9;6;blok;5-10-2026;16-10-2026;4\n",
        "utf-8",
    )
    return path


QUICK = [
    ("periods", "PROJECT"),
    ("load", "PROJECT"),
    ("check", "PROJECT"),
    ("explain", "PROJECT"),
    ("history", "PROJECT"),
    ("policy", "PROJECT"),
    ("report", "PROJECT"),
    ("rounds", "PROJECT"),
    ("rounds", "counter", "PROJECT", "R1-002"),
    ("rounds", "waiting", "PROJECT", "1"),
    ("contacts", "set", "PROJECT", "Rijn College", "bpv@rijn.example"),
    ("answers", "PROJECT", "--set", "R1-002", "agreed"),
    ("agreements", "PROJECT"),
    ("catalogue",),
    ("catalogue", "PROJECT", "--period", "S2"),
    ("bench", "--instance", "small"),
    ("import", "PROJECT", "FOLDER/lijst.csv", "--preview"),
    ("optimise", "PROJECT", "--time-limit", "5"),
    ("frontier", "PROJECT", "--time-limit", "5"),
    ("divide", "PROJECT", "--out", "FOLDER/divide.csv"),
    ("prices", "PROJECT", "--time-limit", "5"),
    ("robust", "PROJECT", "--samples", "5"),
    ("robust", "PROJECT", "--samples", "5", "--improve", "--time-limit", "5"),
    ("repair", "PROJECT", "--refuse", "S4", "--time-limit", "5"),
    ("diff", "PROJECT", "PROJECT"),
    ("rollover", "PROJECT", "--out", "FOLDER/next.stageplan"),
    ("export", "PROJECT", "--out", "FOLDER/out", "--ics"),
    ("share", "PROJECT", "--institution", "Rijn College", "--out", "FOLDER/own.stageplan"),
    ("support", "PROJECT", "--out", "FOLDER/case.zip"),
]


@pytest.mark.parametrize("typed", QUICK, ids=" ".join)
def test_that_the_declared_keys_are_those_of_the_answer(capsys, tmp_path, region, typed):
    path = tmp_path / region.name
    shutil.copy(region, path)
    shutil.copy(region.parent / "lijst.csv", tmp_path)
    if typed[1:2] == ("counter",):
        counter_proposal(path)
    places = {"PROJECT": str(path)}
    words = [places.get(word, word.replace("FOLDER", str(tmp_path))) for word in typed]
    code = main([*words, "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert code in (0, 1), answer
    command = BY_NAME[typed[0]]
    keys = list(command.json)
    for option, added in command.json_with.items():
        keys += added if option in typed else ()
    for verb in command.verbs:
        keys += verb.json if verb.name in typed else ()
    shape = merged(shape_of(key) for key in keys)
    assert sorted(set(differences(shape, answer))) == []


def counter_proposal(path):
    """Answer the second proposal with a counter-proposal."""
    from stageplanner.domain.proposal import ProposalStatus
    from stageplanner.project import Project

    project = Project.open(path)
    project.negotiation.record_answer("R1-002", ProposalStatus.COUNTERED, counter=at(1))
    project.save()
