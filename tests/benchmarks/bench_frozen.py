"""Size and start of the built program beside an empty Qt window, built the same way.

``python -m tests.benchmarks.bench_frozen BUILT`` takes the folder with the built program
(``build/dist/stageplanner``), builds the empty window itself, and starts both by turns on a
screen of their own until the first pixels of their window are there.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.packaging.clean_root import pixels_of, screen

ROOT = Path(__file__).resolve().parents[2]

EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(960, 600)
window.show()
sys.exit(app.exec())
"""

SPEC = """
import sys
sys.path.insert(0, {root!r})
from PyInstaller.depend.bindepend import get_imports
from resources.packaging.contents import LEFT_OUT_MODULES, is_needed, still_needed
a = Analysis([{script!r}], excludes=list(LEFT_OUT_MODULES))
a.binaries = [e for e in a.binaries if is_needed(e[0])]
a.binaries = still_needed(a.binaries, lambda s: [n for n, _ in get_imports(s)])
a.datas = [e for e in a.datas if is_needed(e[0])]
exe = EXE(PYZ(a.pure), a.scripts, exclude_binaries=True, name="empty")
COLLECT(exe, a.binaries, a.datas, name="empty")
"""


def build_empty(folder):
    """The empty window as a built program, its libraries trimmed like ours."""
    from resources.packaging.freeze import _strip

    script, spec = folder / "empty.py", folder / "empty.spec"
    script.write_text(EMPTY)
    spec.write_text(SPEC.format(root=str(ROOT), script=str(script)))
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(folder / "dist"), "--workpath", str(folder / "work"), str(spec)]
    subprocess.run(command, check=True)
    _strip(folder / "dist" / "empty")
    return folder / "dist" / "empty" / "empty"


def files_of(folder):
    """The files of a folder; a link to one is none."""
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def megabytes(folder):
    """How much room a folder takes."""
    return sum(path.stat().st_size for path in files_of(folder)) / 1e6


def seconds_to_paint(program, display, frame):
    """From starting a program until pixels of its window are on the screen."""
    surroundings = {"DISPLAY": display, "HOME": str(frame.parent), "PATH": os.environ["PATH"]}
    begin = time.perf_counter()
    running = subprocess.Popen([str(program)], env=surroundings, stderr=subprocess.DEVNULL)
    try:
        while running.poll() is None:
            if is_painted(frame):
                return time.perf_counter() - begin
            if time.perf_counter() - begin > 60:
                raise TimeoutError(program)
            time.sleep(0.005)
        raise RuntimeError(f"{program} ended")
    finally:
        running.kill()
        running.wait()
        while is_painted(frame):
            time.sleep(0.05)


def is_painted(frame):
    """Tell whether the black screen shows anything: a line here and there is looked at."""
    begin = pixels_of(frame)
    with frame.open("rb") as file:
        for row in range(100, 800, 100):
            file.seek(begin + row * 1400 * 4)
            if any(file.read(1400 * 4)):
                return True
    return False


def main():
    """Build, measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("built", type=Path, help="the folder with the built program")
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        programs = {
            "StagePlanner": given.built.resolve() / "stageplanner",
            "empty window": build_empty(folder),
        }
        times = {name: [] for name in programs}
        with screen(folder) as display:
            frame = folder / "Xvfb_screen0"
            for turn in range(given.runs + 1):
                for name, program in programs.items():
                    seconds = seconds_to_paint(program, display, frame)
                    if turn:  # the first reads the files from the disk
                        times[name].append(seconds)
        print("| program | size | files | first pixels, median of", given.runs, "| fastest |")
        print("|---|---|---|---|---|")
        for name, program in programs.items():
            files = len(files_of(program.parent))
            middle, fastest = statistics.median(times[name]), min(times[name])
            size = megabytes(program.parent)
            print(f"| {name} | {size:.0f} MB | {files} | {middle:.2f} s | {fastest:.2f} s |")


if __name__ == "__main__":
    main()
