"""Sentences: both languages, the same values, numbers and dates as readers write them."""

import ast
import json
import string
from datetime import date
from pathlib import Path

import pytest

from stageplanner import messages
from stageplanner.messages import codes, line, lines, percent, show, text
from stageplanner.problems import Percentage, Place, Problem

ROOT = Path(__file__).resolve().parent.parent
TABLES = sorted((ROOT / "resources" / "messages").glob("*.json"))


def names(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def plurals(sentence):
    """The values that bring a word for one and one for many along."""
    return {
        name for _, name, words, _ in string.Formatter().parse(sentence) if "|" in (words or "")
    }


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_that_both_languages_say_the_same_things(path):
    for code, sentences in json.loads(path.read_text(encoding="utf-8")).items():
        assert set(sentences) == {"nl", "en"}, code
        assert names(sentences["nl"]) == names(sentences["en"]), code
        assert plurals(sentences["nl"]) == plurals(sentences["en"]), code


def test_that_no_code_stands_in_two_tables():
    seen: dict[str, str] = {}
    for path in TABLES:
        for code in json.loads(path.read_text(encoding="utf-8")):
            assert code not in seen, f"{code} in {path.name} and {seen.get(code)}"
            seen[code] = path.name


def test_that_every_code_of_a_problem_has_its_sentence():
    for path in (ROOT / "stageplanner").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in (
                "Problem",
                "Limit",
                "ChangeReason",
            ):
                continue
            for keyword in node.keywords:
                if keyword.arg == "code" and isinstance(keyword.value, ast.Constant):
                    assert keyword.value.value in codes(), f"{path.name}: {keyword.value.value}"


def test_that_numbers_and_dates_are_written_as_readers_do():
    assert show(1.5) == "1,5"
    assert show(1.5, "en") == "1.5"
    assert show(date(2027, 3, 2)) == "2 mrt 2027"
    assert percent(0.8425, "nl") == "84,2%"
    assert percent(None, "nl") == "-"


def test_that_a_percentage_is_written_in_the_language_of_its_sentence():
    """The core does not know the language of a reader: a text of it would be Dutch for all."""
    shown = [show(Percentage(1.122), language) for language in messages.LANGUAGES]
    assert shown == ["112,2%", "112.2%"]


def test_that_what_is_counted_has_a_sign_between_thousands_and_years_have_none():
    assert "2.322 studenten" in text("print_students", "nl", students=2322)
    assert "2,322 students" in text("print_students", "en", students=2322)
    assert "2.322 studenten" in text("print_students", "nl", students=2322.0)
    assert "2,5 studenten" in text("print_students", "nl", students=2.5)
    shown = text("told_answers", "nl", file="f", party="p", taken=1200)
    assert "1.200 antwoorden" in shown
    problem = Problem(code="shortage_bad_on", place=Place(row=1234), values={"value": "x"})
    assert "rij 1234" in line(problem, "nl")


def test_that_one_is_singular():
    sentences = [
        text("told_point", "nl", component="A", changes=n, at_least=0, peak="1") for n in (1, 2)
    ]
    assert "1 wijziging " in sentences[0]
    assert "2 wijzigingen " in sentences[1]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_that_a_plural_leaves_its_number_to_the_table(path):
    for code, sentences in json.loads(path.read_text(encoding="utf-8")).items():
        for sentence in sentences.values():
            before = ""
            for literal, name, form, _ in string.Formatter().parse(sentence):
                before += literal
                if form:
                    # "1 één voorstel", or "{n} {n:...}", would tell the number twice.
                    assert "{" not in form, code
                    assert form.split()[0] not in {"één", "een", "one"}, code
                    assert not before.endswith(f"{{{name}}} "), code
                before += f"{{{name}}}" if name else ""


def test_that_a_line_begins_with_the_place():
    problem = Problem(
        code="file_missing",
        place=Place(file="a.xlsx", sheet="Blad1", row=4, column="J"),
        values={"path": "a.xlsx"},
    )
    assert line(problem).startswith("a.xlsx, blad Blad1, cel J4: ")
    assert line(problem, "en").startswith("a.xlsx, sheet Blad1, cell J4: ")
    assert messages.LANGUAGES == ("nl", "en")


def test_that_what_is_said_of_many_rows_is_said_once():
    def missing(row, path="a"):
        place = Place(file="a.xlsx", sheet="Blad1", row=row)
        return Problem(code="file_missing", place=place, values={"path": path})

    shown = lines([missing(4), missing(5), missing(6), missing(9), missing(7, "b")])
    assert len(shown) == 2
    assert shown[0].startswith("a.xlsx, blad Blad1, rijen 4-6, 9: ")
    assert shown[1].startswith("a.xlsx, blad Blad1, rij 7: ")
