"""Period cells drawn from a grammar with a known meaning, with and without unknown words.

Each cell is either read as it means, or its row is refused with the words that were not read.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stageplanner.domain.calendar import Calendar
from stageplanner.problems import Severity
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note
from stageplanner.sheets.reading.rows.period_cells import choice_note, in_one_cell
from stageplanner.sheets.reading.rows.stretch_rules import skip_weeks, stretches_agree
from stageplanner.sheets.reading.values.date_spans import Hint, read_spans
from stageplanner.sheets.reading.values.hours import parse_week_hours
from stageplanner.sheets.reading.values.leerjaar import read_year
from stageplanner.sheets.reading.values.numbers import parse_count
from stageplanner.sheets.reading.values.rhythm import RhythmCells, read_rhythm
from stageplanner.sheets.reading.values.school_year import build_school_time, resolve_span
from stageplanner.sheets.reading.values.week_count import parse_week_count
from stageplanner.workspace.shipped_data import region_holidays

OFF = Calendar.from_holidays(region_holidays()).days_off["midden"]
TIME = build_school_time(2026, frozenset(), OFF, region="midden", region_given=True)
#: Words that mean nothing to the reader, and may mean anything to a person.
UNKNOWN = (
    "indien", "mits", "externen", "herkansers", "groep-b", "verlengd", "zaal", "3e-lichting",
    "sommige", "bijna", "tweetal", "minimaal", "waarvan", "ochtend", "thuis", "12345", "reserve",
    "uitloop", "halve", "vervalt", "tenzij", "deels", "ism", "zz", "abc", "%", "helft",
)  # fmt: skip


DAYS = ("(2 dagen)", "2 dgn p/w", "ma en di", "(ma, di)", "2 dagen per week")


@dataclass(frozen=True)
class Cell:
    """A text and the ISO weeks of 2026-2027 that it means; ``told`` is the code of its warning."""

    text: str
    weeks: frozenset[int]
    told: str = ""
    is_whole: bool = True


def weeks_between(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last + 1))


def lesweken(weeks: frozenset[int]) -> frozenset[int]:
    """Return the weeks that are no holiday in region midden."""
    return frozenset(w for w in weeks if w in {m.isocalendar().week for m in TIME.lesweken})


@st.composite
def ranges(draw: st.DrawFn, low: int = 36, high: int = 50) -> Cell:
    """Draw a stretch of weeks in one of its spellings."""
    first = draw(st.integers(low, high - 3))
    last = draw(st.integers(first + 2, min(high, first + 8)))
    form = draw(st.sampled_from((
        "wk {a} t/m {b}", "wk {a}-{b}", "week {a} t/m week {b}", "van wk {a} tot wk {b}",
        "{a} > {b}", "wk {a} -> {b}", "wk{a}-wk{b}", "start wk {a}, eind wk {b}",
        "weken {a} tot en met {b}",
        "wk {a} → wk {b}", "startweek {a}, eindweek {b}", "W{a}-W{b}", "vanaf wk {a} t/m wk {b}",
    )))  # fmt: skip
    return Cell(form.format(a=first, b=last), weeks_between(first, last))


@st.composite
def cells(draw: st.DrawFn) -> Cell:  # noqa: PLR0911 one return per kind
    """Draw a cell: a stretch, two blocks, a choice, an exception, every other week, days."""
    one = draw(ranges(36, 44))
    kind = draw(
        st.sampled_from(("one", "two", "choice", "except", "even", "other", "days", "list"))
    )
    if kind == "two":
        other = draw(ranges(46, 52))
        sign = draw(st.sampled_from(("; ", " en ", " + ", ", ", "\n", " daarna ")))
        if "," in one.text + other.text and sign.strip() == ",":
            sign = "; "
        label = draw(st.booleans())
        text = (
            f"blok 1: {one.text}{sign}blok 2: {other.text}"
            if label
            else one.text + sign + other.text
        )
        return Cell(text, one.weeks | other.weeks)
    if kind == "choice":
        other = draw(ranges(46, 52))
        sign = draw(st.sampled_from((" of ", " dan wel ", " / ", ", of ", " ofwel ", " or ")))
        return Cell(one.text + sign + other.text, one.weeks, "import_period_choice")
    if kind == "except":
        out = draw(st.sampled_from(sorted(one.weeks)))
        word = draw(st.sampled_from((
            "m.u.v. wk {w}", "(m.u.v. wk {w})", "behalve wk {w}", "niet in wk {w}", "(niet wk {w})",
            "uitgezonderd week {w}", "zonder wk {w}", "excl. wk {w}", "(wk {w} vrij)",
            ", wk {w} geen stage",
        )))  # fmt: skip
        return Cell(f"{one.text} {word.format(w=out)}", one.weeks - {out})
    if kind in ("even", "other"):
        return draw(_alternate(one, kind))
    if kind == "days":
        days = draw(
            st.sampled_from(("(2 dagen)", "2 dgn p/w", "ma en di", "(ma, di)", "2 dagen per week"))
        )
        is_first = draw(st.booleans())
        return Cell(f"{days} {one.text}" if is_first else f"{one.text} {days}", one.weeks)
    if kind == "list":
        weeks = draw(st.lists(st.integers(36, 50), min_size=2, max_size=5, unique=True).map(sorted))
        return Cell("wk " + ", ".join(map(str, weeks[:-1])) + f" en {weeks[-1]}", frozenset(weeks))
    return one


@st.composite
def _alternate(draw: st.DrawFn, one: Cell, kind: str) -> Cell:
    if kind == "even":
        word, rest = draw(st.sampled_from((("even weken", 0), ("oneven weken", 1))))
        weeks = frozenset(w for w in one.weeks if w % 2 == rest)
    else:
        word = draw(st.sampled_from(("om de week", "om en om", "tweewekelijks")))
        weeks = frozenset(w for w in one.weeks if (w - min(one.weeks)) % 2 == 0)
    behind = draw(st.sampled_from(("{} ({})", "{} {}", "{}, {}")))
    return Cell(behind.format(one.text, word), lesweken(weeks), "import_separate_weeks")


def read(text: str) -> tuple[frozenset[int], list[Note]]:
    """Return the weeks of a period cell, and the notes on it."""
    cell = in_one_cell(text, Field.SPAN, Hint.NONE)
    notes = list(cell.notes)
    found = []
    for span in cell.spans:
        dates = resolve_span(span, TIME)
        notes += dates.notes
        found += [dates.value] if dates.value else []
    if not failed(notes) and len(found) > 1:
        notes += stretches_agree(cell, found, None, TIME)
    if failed(notes):
        return frozenset(), notes
    kept = skip_weeks(cell, found, TIME)
    notes += [*kept.notes, *choice_note(cell, found)]
    weeks = {
        w
        for r in kept.value
        for w in range(r.start.isocalendar().week, r.end.isocalendar().week + 1)
    }
    return frozenset(weeks), notes


def failed(notes: list[Note]) -> bool:
    return any(note.severity is Severity.ERROR for note in notes)


@settings(max_examples=400, deadline=None)
@given(cells())
def test_that_a_period_cell_means_what_it_says(cell):
    weeks, notes = read(cell.text)
    assert not failed(notes), notes
    assert weeks == cell.weeks
    assert not cell.told or cell.told in {note.code for note in notes}


@settings(max_examples=600, deadline=None)
@given(cells(), st.sampled_from(UNKNOWN), st.randoms(use_true_random=False))
def test_that_an_unknown_word_in_a_period_cell_is_named(cell, word, pick):
    words = cell.text.split(" ")
    words.insert(pick.randint(0, len(words)), word)
    weeks, notes = read(" ".join(words))
    if not failed(notes):
        pytest.fail(f"{' '.join(words)!r} was used as weeks {sorted(weeks)}")
    lefts = [str(note.values.get("left", note.values.get("value", ""))) for note in notes]
    assert any(part in left for left in lefts for part in word.split("-"))


OTHER_CELLS = (
    (
        "days",
        ("2", "2 dagen", "ma di", "ma t/m do", "3 dgn p/w", "16 uur p/w", "maandag en dinsdag"),
    ),
    ("hours", ("16", "16 uur", "24-32", "16 uur (2x8)", "32 u p/w")),
    ("count", ("20", "20 studenten", "ca. 20", "20-25", "24 (prognose)", "12+12")),
    ("weeks", ("20", "20 weken", "10+10")),
    ("year", ("2", "lj 2", "2e jaar", "tweede")),
)


def notes_of(kind: str, text: str) -> tuple[Note, ...]:
    """Return the notes on a cell of a kind."""
    match kind:
        case "days":
            return read_rhythm(RhythmCells(days=text)).notes
        case "hours":
            return parse_week_hours(text).notes
        case "count":
            return parse_count(text, Field.STUDENTS).notes
        case "weeks":
            return parse_week_count(text).notes
    return read_year(text, 2026).notes


@pytest.mark.parametrize(
    ("kind", "texts"), OTHER_CELLS, ids=lambda v: v if isinstance(v, str) else ""
)
def test_that_an_unknown_word_in_any_cell_is_named(kind, texts):
    pick = random.Random(14)
    for text in texts:
        assert not any(note.severity is Severity.ERROR for note in notes_of(kind, text)), text
        for word in UNKNOWN:
            words = text.split(" ")
            words.insert(pick.randint(0, len(words)), word)
            notes = notes_of(kind, " ".join(words))
            told = [n for n in notes if n.severity is not Severity.INFO]
            assert told, f"{' '.join(words)!r} was used in silence"


def test_that_two_cells_with_dates_share_a_year():
    spans = read_spans("wk 36 t/m 5 2027").spans
    assert (spans[0].start, spans[0].end) == (
        replace(spans[0].start, year=2026),
        replace(spans[0].end, year=2027),
    )


MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def dates_of(text: str) -> tuple[list[tuple[date, date]], list[Note]]:
    """Return the first and last days of a period cell, and the notes on it."""
    cell = in_one_cell(text, Field.SPAN, Hint.NONE)
    notes = list(cell.notes)
    found = []
    for span in cell.spans:
        dates = resolve_span(span, TIME)
        notes += dates.notes
        found += [(dates.value.start, dates.value.end)] if dates.value else []
    return found, notes


@st.composite
def days(draw: st.DrawFn) -> tuple[str, str, date, date]:
    """Draw two days as texts and as dates; one or both have a year, or neither has."""
    first = draw(st.dates(date(2026, 8, 31), date(2027, 3, 1)))
    last = draw(st.dates(first + timedelta(days=8), date(2027, 7, 2)))
    sign = draw(st.sampled_from(("-", "/", ".")))
    years = draw(st.sampled_from(("both", "last", "none", "short")))

    def spelt(day: date, *, is_last: bool) -> str:
        text = f"{day.day}{sign}{day.month}"
        if years == "both" or (years == "last" and is_last):
            return f"{text}{sign}{day.year}"
        return f"{text}{sign}{day.year % 100}" if years == "short" else text

    return spelt(first, is_last=False), spelt(last, is_last=True), first, last


@settings(max_examples=300, deadline=None)
@given(
    days(), st.sampled_from(("{} t/m {}", "van {} tot {}", "start {}, eind {}", "vanaf {} t/m {}"))
)
def test_that_dates_of_which_one_has_a_year_share_it(drawn, form):
    first, last, start, end = drawn
    found, notes = dates_of(form.format(first, last))
    assert not failed(notes), notes
    assert found == [(start, end)]


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("form", ["{m}-{y}", "{m}/{y}", "{m} '{y}", "{m} 20{y}", "{m}-20{y}"])
def test_that_a_month_and_its_year_are_that_month(number, form):
    year = 2026 if number >= 8 else 2027
    found, notes = dates_of(form.format(m=MONTHS[number - 1], y=year % 100))
    assert not failed(notes)
    assert [(d.year, d.month) for d in found[0]] == [(year, number)] * 2
    assert found[0][0].day == 1


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 3),
    st.sampled_from((" of ", "/", " / ", " dan wel ", ", of ", " ofwel ")),
    st.booleans(),
)
def test_that_a_choice_of_periods_is_never_both(first, sign, is_short):
    other = first + 1
    text = f"P{first}{sign}{other}" if is_short and "/" not in sign else f"P{first}{sign}P{other}"
    _, notes = dates_of(text)
    assert not failed(notes)
    cell = in_one_cell(text, Field.SPAN, Hint.NONE)
    assert cell.choice
    assert [span.start.number for span in cell.spans] == [first]


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 20), st.integers(36, 45), st.sampled_from((
    "{n} weken vanaf wk {w}", "wk {w} ({n} weken)", "vanaf wk {w}, {n} weken",
    "{n} lesweken vanaf week {w}",
)))  # fmt: skip
def test_that_a_number_of_weeks_is_counted_once(weeks, first, form):
    found, notes = dates_of(form.format(n=weeks, w=first))
    assert not failed(notes)
    assert len(found) == 1
    assert TIME.lesweken_between(*found[0]) == weeks
