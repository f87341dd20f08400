"""Mutated files: no crash, no hang, no silent loss.

    python -m tests.sheets.reading.fuzz --count 10000 --seed 1

Bytes of real files are changed, cut and repeated; parts inside archives are changed too, so
that the archive itself stays readable. Every file must end in a reading that accounts for
all its rows, or in a refusal with a reason.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from importlib import resources
from pathlib import Path
from xml.sax.saxutils import escape

from stageplanner import messages
from stageplanner.problems import StagePlannerError
from stageplanner.sheets.reading.read_file import load_plain, read_file
from stageplanner.sheets.reading.result import Outcome, Reading
from stageplanner.sheets.reading.workbook.grid import is_blank
from tests.sheets.reading.all_layouts import LAYOUTS

SLOW = 20.0


def seeds(folder: Path) -> list[tuple[str, bytes]]:
    """Return small real files to mutate: the example region and the layouts, in every format."""
    found = []
    example = Path(str(resources.files("resources").joinpath("example")))
    libre = Path(__file__).parents[2] / "data" / "libreoffice"
    for path in [*sorted(example.iterdir()), *sorted(libre.iterdir())]:
        if path.suffix in (".xlsx", ".csv", ".ods", ".xls") and path.stat().st_size < 30_000:
            found.append((path.name, path.read_bytes()))
    for each in LAYOUTS:
        path = folder / each.file
        each.write(path)
        found.append((each.file, path.read_bytes()))
    return found


def mutate(data: bytes, random_: random.Random) -> bytes:
    """Change a file: its bytes, or those of one part of an archive."""
    if data.startswith(b"PK") and random_.random() < 0.7:
        try:
            return _mutate_part(data, random_)
        except Exception:  # the archive was broken by an earlier change
            return _mutate_bytes(data, random_)
    return _mutate_bytes(data, random_)


def _mutate_bytes(data: bytes, random_: random.Random) -> bytes:
    changed = bytearray(data)
    match random_.randrange(5):
        case 0:
            for _ in range(random_.randint(1, 20)):
                changed[random_.randrange(len(changed))] = random_.randrange(256)
        case 1:
            del changed[random_.randrange(len(changed)) :]
        case 2:
            at = random_.randrange(len(changed))
            del changed[at : at + random_.randint(1, 200)]
        case 3:
            at = random_.randrange(len(changed))
            changed[at:at] = changed[at : at + random_.randint(1, 200)]
        case _:
            at = random_.randrange(len(changed))
            changed[at:at] = random_.choice(_NASTY)
    return bytes(changed)


_NASTY = (b"-1", b"99999999999999999999", b"1e400", b"NaN", b"\x00", b"\xff\xfe", b"2026-13-45",
          b"wk 99 t/m 0", b"'\"<>&", b"=1+1", b"\n\n\n;;;", b"XFD1048576", b"ma di wo do vr za zo",
          b"P9+P8", b"00-00-0000", b"31-02-2027", "é\u202e\u0000".encode(),
          b"A" * 3000)  # fmt: skip


_TEXT = re.compile(rb">([^<>]+)</(?:\w+:)?(?:v|t|p)>")


def _mutate_cells(part: bytes, random_: random.Random) -> bytes:
    """Change the text of some cells and leave the sheet well formed."""
    texts = [(m.start(1), m.end(1)) for m in _TEXT.finditer(part)]
    if not texts:
        return _mutate_bytes(part, random_)
    count = min(len(texts), random_.randint(1, 6))
    for start, end in sorted(random_.sample(texts, count), reverse=True):
        if random_.random() < 0.5:
            other = random_.choice(texts)
            text = part[other[0] : other[1]]
        else:
            text = escape(random_.choice(_NASTY).decode("latin-1")).encode()
            text = re.sub(rb"[\x00-\x08]", b"", text)
        part = part[:start] + text + part[end:]
    return part


def _mutate_part(data: bytes, random_: random.Random) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        chosen = random_.choice(infos).filename
        sheets = [i.filename for i in infos if "sheet" in i.filename or "content" in i.filename]
        if sheets and random_.random() < 0.7:
            chosen = random_.choice(sheets)
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as out:
            for info in infos:
                part = archive.read(info)
                if info.filename == chosen and part:
                    wild = random_.random() < 0.3
                    part = (_mutate_bytes if wild else _mutate_cells)(part, random_)
                out.writestr(info.filename, part)
    return result.getvalue()


def judge(reading: Reading) -> None:
    """Assert that every row of data is used or refused, and every refusal is reported."""
    data = [r for r in reading.rows if r.outcome.is_data]
    assert reading.rows_read == len(data)
    assert reading.rows_used == sum(r.outcome is not Outcome.REFUSED for r in data)
    assert len({(r.sheet, r.row, r.column) for r in reading.rows}) == len(reading.rows)
    places = {(p.place.sheet, p.place.row) for p in reading.problems}
    places |= {(p.place.sheet, p.place.column) for p in reading.problems}
    for row in data:
        if row.outcome is Outcome.REFUSED:
            is_in_column = row.column and (row.sheet, row.column) in places
            assert (row.sheet, row.row) in places or is_in_column or row.code, row
    sources = {(p.source.sheet, p.source.row) for p in reading.periods if p.source}
    used = {(r.sheet, r.row) for r in data if r.outcome is not Outcome.REFUSED}
    if reading.periods and not reading.leerbedrijven and not reading.holidays:
        assert sources <= used
    for problem in reading.problems:
        for language in messages.LANGUAGES:
            messages.line(problem, language)


def judge_cells(path: Path, reading: Reading) -> None:
    """Assert that every cell with a value has a fate."""
    for sheet, fates in zip(load_plain(path).sheets, reading.fates, strict=True):
        for row, cells in enumerate(sheet.rows):
            for column, value in enumerate(cells):
                assert is_blank(value) or fates.fate_of(row, column), (sheet.name, row, column)


def run(count: int, seed: int, *, report: bool = False) -> Counter[str]:
    """Read ``count`` mutated files, and return how often each result occurred.

    Raises an error at the first file that crashes or loses rows; that file is kept.
    """
    random_ = random.Random(seed)
    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = seeds(folder)
        for k in range(count):
            file, data = random_.choice(start)
            for _ in range(random_.choice((1, 1, 1, 2))):
                data = mutate(data, random_) or b"x"
            path = folder / f"{k % 7}-{file}"
            path.write_bytes(data)
            began = time.monotonic()
            try:
                reading = read_file(path)
                judge(reading)
                judge_cells(path, reading)
                ends["read"] += 1
            except StagePlannerError as refused:
                messages.line(refused.problem)
                ends[refused.problem.code] += 1
            except Exception:
                kept = Path(tempfile.gettempdir()) / f"fuzz-{seed}-{k}-{file}"
                kept.write_bytes(data)
                print(f"file {k} broke a promise; kept as {kept}", file=sys.stderr)
                raise
            seconds = time.monotonic() - began
            assert seconds < SLOW, f"file {k} took {seconds:.1f} s"
            path.unlink()
            if report and k % 1000 == 999:
                print(k + 1, dict(ends), file=sys.stderr)
    return ends


def main() -> None:
    """Run the fuzz from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    ends = run(options.count, options.seed, report=True)
    print(f"{options.count} files in {time.monotonic() - began:.0f} s")
    for end, times in ends.most_common():
        print(f"{times:7} {end}")


if __name__ == "__main__":
    main()
