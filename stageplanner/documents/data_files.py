"""Write the tables of a region as tidy files for Power BI, R and notebooks."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.messages import text
from stageplanner.problems import Problem, Severity

if TYPE_CHECKING:
    from stageplanner.disk.drafts import Drafts
    from stageplanner.domain.state import State
    from stageplanner.frames import DataFrame

#: A spreadsheet takes a text that begins so for a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def write_data(
    state: State, folder: Path, language: str = "nl", drafts: Drafts | None = None
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Write every table of a region as CSV and Parquet, with a README of the columns.

    All of the files are written, or none.

    Parameters
    ----------
    state : State
        The region.
    folder : Path
        Where the files go; made where it is missing.
    language : str
        Language of the README and of the problems.
    drafts : Drafts, optional
        Those of the caller, who puts them in place together with other documents.

    Returns
    -------
    files : tuple of Path
        What was written, the README first.
    problems : tuple of Problem
        A warning where Parquet could not be written for lack of pyarrow.
    """
    from stageplanner.disk.drafts import placing
    from stageplanner.frames import TABLES

    has_parquet = importlib.util.find_spec("pyarrow") is not None
    contents = {"README.md": _readme(language).encode()}
    for name, build in TABLES.items():
        frame = build(state)
        contents[f"{name}.csv"] = _csv(frame).encode()
        if has_parquet:
            buffer = io.BytesIO()
            frame.to_parquet(buffer, index=False)
            contents[f"{name}.parquet"] = buffer.getvalue()
    with placing(drafts) as waiting:
        for name, content in contents.items():
            waiting.write(folder / name, content)
    problem = Problem(code="frames_no_parquet", severity=Severity.WARNING)
    return tuple(folder / name for name in contents), () if has_parquet else (problem,)


def _csv(frame: DataFrame) -> str:
    """Write a table as CSV in which no text is taken for a formula."""
    texts: list[str] = list(frame.select_dtypes("str").columns)
    safe = frame.assign(**{name: frame[name].map(_escaped, na_action="ignore") for name in texts})
    written: str = safe.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")
    return written


def _escaped(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA_SIGNS) else value


def _readme(language: str) -> str:
    """Write what the tables and their columns hold."""
    from stageplanner.frames import COLUMNS

    parts = [text("frames_readme", language)]
    for table, columns in COLUMNS.items():
        rows = [f"| `{c.name}` | {c.dtype} | {c.about(language)} |" for c in columns]
        parts.append(f"## {table}\n\n{text(f'frame_table_{table}', language)}")
        parts.append("\n".join([text("frames_readme_columns", language), "|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"
