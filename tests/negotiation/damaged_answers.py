"""What people do to a workbook with answers, and the message with the cell that each leads to."""

from __future__ import annotations

from datetime import date

ANSWER, REMARK = "Antwoord", "Opmerking"
COUNT, FORM, START, END, DAYS, WEEKDAYS = (
    f"Tegenvoorstel {name}"
    for name in (
        "aantal studenten", "vorm", "startdatum", "einddatum", "dagen per week", "weekdagen",
    )
)  # fmt: skip


def _wipe(sheet, head, row=2):
    sheet[row, head] = None


def _rename(sheet, head, name):
    sheet.ws.cell(1, sheet.heads[head]).value = name


def _below(sheet, **cells):
    row = sheet.ws.max_row + 1
    for name, value in cells.items():
        sheet.ws.cell(row, sheet.heads[name]).value = value


def _column(sheet, heading, value):
    column = sheet.ws.max_column + 1
    sheet.ws.cell(1, column).value = heading
    sheet.ws.cell(2, column).value = value


def _copy(sheet, answer):
    row = [cell.value for cell in sheet.ws[2]]
    row[sheet.heads[ANSWER] - 1] = answer
    sheet.ws.append(row)


def _token(sheet, number, value):
    parts = sheet[2, "Kenmerk"].split(".")
    parts[number] = value
    sheet[2, "Kenmerk"] = ".".join(parts)


def counter(**cells):
    return lambda s: s.put(2, **{ANSWER: "tegenvoorstel", **cells})


def word(text):
    return lambda s: s.put(2, **{ANSWER: text})


#: What was done to the file, and the message with the cell it leads to.
DAMAGED = {
    "condition": (word("akkoord, mits een week later"), "answer_bad_word", "P2"),
    "tick": (word("x"), "answer_bad_word", "P2"),
    "question": (word("?"), "answer_bad_word", "P2"),
    "number": (word(1), "answer_bad_word", "P2"),
    "no reason": (word("afgewezen"), "answer_no_reason", "2"),
    "empty counter": (word("tegenvoorstel"), "answer_empty_counter", "2"),
    "counter that says the same": (counter(**{FORM: "blok"}), "answer_no_counter", "2"),
    "week for date": (counter(**{START: "wk 45"}), "answer_bad_date", "S2"),
    "impossible date": (counter(**{START: "31-2-2027"}), "answer_bad_date", "S2"),
    "end first": (counter(**{END: date(2026, 9, 1)}), "answer_end_before_start", "T2"),
    "start last": (counter(**{START: date(2027, 9, 1)}), "answer_end_before_start", "S2"),
    "form": (counter(**{FORM: "hybride"}), "answer_bad_form", "R2"),
    "days in words": (counter(**{DAYS: "veel"}), "answer_bad_days", "U2"),
    "nine days": (counter(**{DAYS: 9}), "answer_bad_days", "U2"),
    "half days": (counter(**{DAYS: 2.5}), "answer_bad_days", "U2"),
    "weekdays": (counter(**{WEEKDAYS: "in overleg"}), "answer_bad_weekdays", "V2"),
    "days differ": (counter(**{DAYS: 3, WEEKDAYS: "ma di"}), "answer_days_differ", "U2"),
    "students": (counter(**{COUNT: "de helft"}), "answer_bad_students", "Q2"),
    "too few students": (
        counter(**{COUNT: 4, WEEKDAYS: "di wo do vr"}),
        "answer_split_students",
        "2",
    ),
    "agreed and counter": (
        lambda s: s.put(2, **{ANSWER: "akkoord", FORM: "lint"}),
        "answer_agreed_with_counter",
        "2",
    ),
    "refused and counter": (
        lambda s: s.put(2, **{ANSWER: "nee", REMARK: "niet zo", FORM: "lint"}),
        "answer_refused_with_counter",
        "2",
    ),
    "counter without answer": (lambda s: s.put(2, **{FORM: "lint"}), "answer_no_word", "2"),
    "remark only": (lambda s: s.put(2, **{REMARK: "bel even"}), "answer_no_word", "2"),
    "proposed date changed": (
        lambda s: s.put(2, **{ANSWER: "akkoord", "Startdatum": date(2026, 10, 12)}),
        "answer_altered",
        "K2",
    ),
    "students changed": (
        lambda s: s.put(2, **{ANSWER: "akkoord", "Aantal studenten": 5}),
        "answer_altered",
        "E2",
    ),
    "formula without result": (
        lambda s: s.put(2, **{ANSWER: "tegenvoorstel", DAYS: "=1/0"}),
        "answer_cell_error",
        "U2",
    ),
    "row added": (
        lambda s: _below(s, **{ANSWER: "akkoord", "Groep": "nieuw"}),
        "answer_row_added",
        "6",
    ),
    "mark wiped": (
        lambda s: _wipe(s.put(2, **{ANSWER: "akkoord"}), "Kenmerk"),
        "answer_row_added",
        "2",
    ),
    "mark cut": (lambda s: s.put(2, Kenmerk="0badc0de"), "answer_bad_token", "X2"),
    "mark altered": (lambda s: _token(s, 4, "00000000"), "answer_bad_token", "X2"),
    "another proposal's mark": (lambda s: _token(s, 1, "R1-002"), "answer_bad_token", "X2"),
    "another project's mark": (lambda s: _token(s, 0, "0badc0de"), "answer_other_region", "2"),
    "unknown proposal": (lambda s: _token(s, 1, "R1-099"), "answer_unknown_proposal", "2"),
    "older version": (lambda s: _token(s, 2, "0"), "answer_old_version", "2"),
    "another party's row": (lambda s: _token(s, 1, "R1-003"), "answer_other_party", "2"),
    "two answers": (
        lambda s: _copy(s.put(2, **{ANSWER: "akkoord"}), "nee"),
        "answer_twice",
        "6",
    ),
    "parts differ": (
        lambda s: s.put(3, **{ANSWER: "nee"}).put(2, **{ANSWER: "akkoord"}),
        "answer_parts_differ",
        "2",
    ),
    "row removed": (lambda s: s.ws.delete_rows(4, 2), "answer_row_gone", ""),
    "own column": (lambda s: _column(s, "Mening", "liever niet"), "answer_unknown_column", "Y"),
    "renamed column": (
        lambda s: _rename(s.put(2, **{REMARK: "nee"}), REMARK, "Bla"),
        "answer_unknown_column",
        "W",
    ),
    "title on top": (
        lambda s: (s.ws.insert_rows(1), s.ws.cell(1, 1, "Onze school")),
        "answer_loose_text",
        "1",
    ),
    "own sheet": (
        lambda s: s.book.create_sheet("Notities").append(["wij willen later"]),
        "answer_other_sheet",
        "",
    ),
    "ticked on the printed page": (
        lambda s: s.book["Voorstel"].cell(7, 13, "☒ akkoord"),
        "answer_on_other_sheet",
        "M7",
    ),
    "only weekend days": (
        lambda s: s.put(2, **{ANSWER: "tegenvoorstel", DAYS: None, WEEKDAYS: "za zo"}),
        "answer_no_stage_days",
        "2",
    ),
    "answer column renamed": (lambda s: _rename(s, ANSWER, "Hm"), "answers_no_answer_column", ""),
    "no marks": (lambda s: _rename(s, "Kenmerk", "weg"), "answers_no_token", ""),
    "no headings": (lambda s: s.ws.delete_rows(1), "answers_no_table", ""),
    "personal data": (
        lambda s: _column(s, "BSN", "123456782"),
        "import_personal_data",
        None,
    ),
}  # fmt: skip
