"""What a file leaves open is asked once, answered, remembered for its layout, and taken back."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stageplanner.cli.run import main
from stageplanner.domain.column_mapping import ColumnMapping, LayoutAnswer, merge_mappings
from stageplanner.importing.preview import preview_files
from stageplanner.importing.questions import About
from stageplanner.project import Project
from stageplanner.store.rows.column_mappings import read_mapping, write_mapping

CASES = Path(__file__).parent.parent / "data" / "cases" / "import"
HEAD = "Instelling;Crebo;Groep;Aantal studenten;Periode;Dagen per week\n"


def written(tmp_path, text, name="planning.csv"):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def read(path, answers=(), project=None):
    project = project or Project()
    return preview_files(project.state, [path], mappings=project.mappings, confirmed=answers)


def asked(intake, code):
    return next(q for f in intake.files for q in f.questions if q.problem.code == code)


def codes(intake):
    return [problem.code for file in intake.files for problem in file.problems]


def choices(count, text="P3 of P4"):
    rows = (f"Rijn College;25656;G{k};20;{text};4\n" for k in range(count))
    return "Planning 2026-2027\n" + HEAD + "".join(rows)


def test_that_the_same_question_is_asked_once_and_answered_for_all_cells(tmp_path):
    path = written(tmp_path, choices(15))
    before = read(path)
    (question,) = before.files[0].questions
    assert (question.about, len(question.alike), question.choices) == (
        About.CELL,
        14,
        ("P3", "P4"),
    )
    after = read(path, (question.answer("P4"),))
    assert after.files[0].questions == ()
    assert {p.start for p in after.state.periods} == {date(2027, 5, 3)}
    assert {p.start for p in before.state.periods} == {date(2027, 2, 8)}


def test_that_the_answer_also_reaches_cells_beyond_those_that_are_reported(tmp_path):
    """At most a hundred warnings of one kind are reported, and 230 cells ask the same."""
    path = written(tmp_path, choices(230))
    question = asked(read(path), "import_period_choice")
    assert len(question.alike) == 99 and not question.is_counted
    after = read(path, (question.answer("P4"),))
    assert {p.start for p in after.state.periods} == {date(2027, 5, 3)}
    assert len(after.state.periods) == 230


def test_that_numbers_of_students_are_asked_one_by_one(tmp_path):
    rows = "".join(f"Rijn College;25656;G{k};n.n.b.;wk 36-45;4\n" for k in range(3))
    path = written(tmp_path, "Planning 2026-2027\n" + HEAD + rows)
    questions = read(path).files[0].questions
    assert [(q.place.row, len(q.alike), q.is_shared) for q in questions] == [
        (3, 2, False),
        (4, 2, False),
        (5, 2, False),
    ]


@pytest.mark.parametrize(
    ("name", "code", "about", "answer", "expected"),
    [
        ("10-period-or.csv", "import_period_choice", "cell", "P4", {"start": date(2027, 5, 3)}),
        ("12-weekday-columns-words.csv", "import_weekday_mark", "cell", "x", {}),
        ("19-days-cell-numbers.csv", "import_not_understood", "cell", "2", {"days_per_week": 2}),
        ("39-crebo-sentence.csv", "import_no_days", "field", "4", {"days_per_week": 4}),
        (
            "06-teachers-as-students.csv",
            "import_no_students_column",
            "field",
            "Aantal docenten",
            {},
        ),
    ],
)
def test_that_an_answer_settles_its_question(name, code, about, answer, expected):
    before = read(CASES / name)
    question = asked(before, code)
    assert question.about.value == about
    after = read(CASES / name, (question.answer(answer),))
    keys = {q.answered.key for q in after.files[0].questions}
    assert question.answered.key not in keys
    assert after.files[0].rows_used >= before.files[0].rows_used
    if expected:
        field, value = next(iter(expected.items()))
        assert value in {getattr(period, field) for period in after.state.periods}


def test_that_a_calendar_without_an_institution_is_used_after_the_answer():
    before = read(CASES / "38-calendar.ics")
    question = asked(before, "import_whose_rows")
    assert question.is_refused and not before.state.holidays
    after = read(CASES / "38-calendar.ics", (question.answer("ROC A"),))
    assert {holiday.institution for holiday in after.state.holidays} == {"ROC A"}


DATES = (
    "Planning 2026-2027\n"
    "Instelling;Crebo;Groep;Aantal studenten;Startdatum;Einddatum;Dagen per week\n"
    "Rijn College;25656;A;20;09-08-2026;01-29-2027;4\n"
    "Rijn College;25656;B;20;31-08-2026;29-01-2027;4\n"
)


@pytest.mark.parametrize(
    ("order", "day"), [("month-first", date(2026, 9, 8)), ("day-first", date(2026, 8, 9))]
)
def test_that_a_person_decides_the_order_of_day_and_month(tmp_path, order, day):
    path = written(tmp_path, DATES)
    questions = [q for q in read(path).files[0].questions if q.about is About.DATES]
    start = next(q for q in questions if q.answered.heading == "Startdatum")
    after = read(path, (start.answer(order),))
    assert after.state.periods[0].start == day
    assert after.state.periods[1].start == date(2026, 8, 31), "proven dates stay"
    assert start.answered.key not in {q.answered.key for q in after.files[0].questions}


def test_that_the_next_delivery_takes_the_answer_says_so_and_gives_it_back(tmp_path):
    project = Project()
    path = written(tmp_path, choices(3))
    intake = read(path, (asked(read(path), "import_period_choice").answer("P4"),), project)
    assert not project.mappings, "not before it is taken over"
    project.adopt_intake(intake)
    project.save(tmp_path / "regio.stageplan")
    project = Project.open(tmp_path / "regio.stageplan")
    later = written(tmp_path, choices(5), "later/planning delta.csv")
    again = read(later, project=project)
    assert again.files[0].questions == ()
    assert {p.start for p in again.state.periods if p.group == "G4"} == {date(2027, 5, 3)}
    assert "import_answer_remembered" in codes(again)
    assert "import_put_right" not in codes(again), "nobody put it right by hand"
    (taken,) = again.files[0].taken
    assert taken.is_remembered and len(taken.question.alike) == 4
    back = read(later, (taken.withdrawn,), project)
    assert asked(back, "import_period_choice")
    assert {p.start for p in back.state.periods if p.group == "G4"} == {date(2027, 2, 8)}
    project.adopt_intake(back)
    assert project.mappings == ()
    assert asked(read(later, project=project), "import_period_choice")


def test_that_an_answer_holds_for_its_layout_and_sender_alone(tmp_path):
    project = Project()
    path = written(tmp_path, choices(2))
    project.adopt_intake(read(path, (asked(read(path), "import_period_choice").answer("P4"),)))
    other = choices(2).replace(";Dagen per week", ";Dagen per week;Opmerking")
    assert asked(
        read(written(tmp_path, other, "ander.csv"), project=project), "import_period_choice"
    )
    # A file without an institution is known again by its headings and the words of its name.
    bare = "Vakantie;Van;T/m\nHerfstvakantie;17-10-2026;25-10-2026\n"
    first = written(tmp_path, bare, "vakanties 2026.csv")
    question = asked(read(first), "import_whose_rows")
    project.adopt_intake(read(first, (question.answer("ROC A"),)))
    assert read(written(tmp_path, bare, "vakanties 2027.csv"), project=project).files[0].taken
    stranger = read(written(tmp_path, bare, "vakanties delta.csv"), project=project)
    assert not stranger.files[0].taken


def test_that_nobody_answering_changes_nothing(tmp_path):
    path = written(tmp_path, DATES.replace("Rijn College", ""))
    intake = read(path)
    assert any(q.is_refused for q in intake.files[0].questions)
    assert not intake.state.periods and "import_no_institution" in codes(intake)


def test_that_what_is_right_is_not_asked_again(tmp_path):
    project = Project()
    path = written(tmp_path, choices(2))
    before = read(path)
    after = read(path, (asked(before, "import_period_choice").answer(None),))
    assert after.files[0].questions == () and after.state.periods == before.state.periods
    project.adopt_intake(after)
    again = read(path, project=project)
    assert again.files[0].questions == () and "import_answer_kept" in codes(again)


texts = st.text("PQ3 4of", min_size=1, max_size=8)
answers = st.builds(
    LayoutAnswer,
    question=texts,
    heading=texts,
    value=texts,
    answer=st.none() | texts,
)
mappings = st.builds(
    ColumnMapping,
    signature=st.sampled_from(["a", "b"]),
    kind=st.just("periods"),
    columns=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
    answers=st.lists(answers, max_size=3, unique_by=lambda a: a.key).map(tuple),
)


@settings(max_examples=60)
@given(st.lists(mappings, max_size=4).map(tuple), mappings)
def test_that_answers_are_stored_merged_and_withdrawn(known, new):
    assert read_mapping(write_mapping(new)) == new
    merged = merge_mappings(known, (new,))
    if new.columns or new.answers:
        (mapping,) = [m for m in merged if m.signature == new.signature]
        assert set(new.answers) <= set(mapping.answers)
    back = tuple(
        LayoutAnswer(question=a.question, heading=a.heading, value=a.value, is_withdrawn=True)
        for a in new.answers
    )
    away = ColumnMapping(signature=new.signature, kind="periods", answers=back)
    left = [a.key for m in merge_mappings(merged, (away,)) for a in m.answers
            if m.signature == new.signature]  # fmt: skip
    assert not {a.key for a in new.answers} & set(left)
    assert all(m.columns or m.answers for m in merge_mappings(merged, (away,)))


def told(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    return code, capsys.readouterr().out


def test_that_the_command_line_names_the_argument_that_answers_each_question(tmp_path, capsys):
    path = written(tmp_path, choices(3) + "Rijn College;25656;X;n.n.b.;wk 36-45;4\n")
    target = tmp_path / "r.stageplan"
    _, shown = told(capsys, "import", target, path, "--preview", "--lang", "en", "--json")
    (file,) = json.loads(shown)["files"]
    arguments = [question["argument"] for question in file["questions"]]
    assert arguments == [
        "--set 'planning.csv!planning!D6=...'",
        "--answer 'planning.csv!planning!E3=...'",
    ]
    given = [argument.split("'")[1] for argument in arguments]
    _, shown = told(
        capsys, "import", target, path, "--json",
        "--set", given[0].replace("...", "24"), "--answer", given[1].replace("...", "P4"),
    )  # fmt: skip
    (file,) = json.loads(shown)["files"]
    assert file["questions"] == [] and file["rows_used"] == 4
    _, shown = told(capsys, "import", target, path, "--preview", "--lang", "nl")
    assert "een eerder antwoord terugnemen: --answer 'planning.csv!planning!E3=?'" in shown
    _, shown = told(capsys, "import", target, path, "--json", "--answer", "E3=?")
    (file,) = json.loads(shown)["files"]
    assert "import_period_choice" in {question["code"] for question in file["questions"]}


def test_that_an_answer_to_no_question_is_refused(tmp_path, capsys):
    path = written(tmp_path, choices(1))
    code = main(["import", str(tmp_path / "r.stageplan"), str(path), "--answer", "Z9=P4"])
    assert code == 2 and "--answer" in capsys.readouterr().err
    assert not (tmp_path / "r.stageplan").exists()
