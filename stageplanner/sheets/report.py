"""What became of a delivery: every row and every problem, as text or as plain data for JSON."""

from __future__ import annotations

from collections import Counter

from stageplanner import messages
from stageplanner.problems import Problem, Severity
from stageplanner.sheets.reading import Outcome, Reading

#: The worst first, each under its own title.
_TITLES = {
    Severity.ERROR: "import_report_error",
    Severity.WARNING: "import_report_warning",
    Severity.INFO: "import_report_info",
}


def report_text(reading: Reading, language: str = messages.DEFAULT_LANGUAGE) -> str:
    """The report a coordinator reads: counts first, then what to do, the worst first."""
    counts = Counter(row.outcome for row in reading.rows)
    lines = [
        messages.text(
            "import_report_head",
            language,
            file=reading.file,
            read=reading.rows_read,
            used=reading.rows_used,
            corrected=counts[Outcome.CORRECTED],
            refused=counts[Outcome.REFUSED],
        )
    ]
    for severity, title in _TITLES.items():
        mine = [problem for problem in reading.problems if problem.severity is severity]
        if mine:
            lines += ["", messages.text(title, language)]
            lines += [f"  - {messages.line(problem, language)}" for problem in mine]
    return "\n".join(lines) + "\n"


def report_data(reading: Reading, language: str = messages.DEFAULT_LANGUAGE) -> dict[str, object]:
    """The report as lists and words that JSON can hold, every source row included."""
    return {
        "path": reading.path,
        "kind": reading.kind.value,
        "rows_read": reading.rows_read,
        "rows_used": reading.rows_used,
        "problems": [_problem_data(problem, language) for problem in reading.problems],
        "rows": [
            {
                "sheet": r.sheet,
                "row": r.row,
                "column": r.column,
                "outcome": r.outcome.value,
                "code": r.code,
            }
            for r in reading.rows
        ],
        "columns": [
            {
                "sheet": table.sheet,
                "header_row": table.header_row,
                "column": guess.column,
                "heading": guess.heading,
                "field": guess.field,
                "confidence": guess.confidence,
                "samples": list(guess.samples),
            }
            for table in reading.tables
            for guess in table.columns
        ],
    }


def _problem_data(problem: Problem, language: str) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "sheet": problem.place.sheet,
        "row": problem.place.row,
        "column": problem.place.column,
        "message": messages.sentence(problem, language),
    }
