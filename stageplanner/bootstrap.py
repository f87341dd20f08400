"""Set up StagePlanner on a fresh machine and run it; needs only Python 3.11 or newer.

``python3 -m stageplanner.bootstrap demo`` sets up and runs the main job on the example region;
``... test`` sets up and runs every check and test; ``... run`` opens the window. It makes an
environment in ``.venv`` next to this checkout and, on a bare Debian or Ubuntu, installs the system
libraries that Qt needs (as root, or through sudo).
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)

#: The libraries that Qt needs on a bare Debian or Ubuntu, and their packages.
LIBRARIES = {
    "glib-2.0": "libglib2.0-0",
    "GL": "libgl1",
    "EGL": "libegl1",
    "xkbcommon": "libxkbcommon0",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-shape": "libxcb-shape0",
    "xcb-xkb": "libxcb-xkb1",
    "xkbcommon-x11": "libxkbcommon-x11-0",
}
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def main(arguments: Sequence[str]) -> int:
    """Set up what is missing, then run the demo, the tests or the window."""
    if sys.version_info < OLDEST_PYTHON:
        print("StagePlanner needs Python 3.11 or newer.", file=sys.stderr)
        return 2
    task, *rest = arguments or ["run"]
    if task not in TASKS:
        print(f"usage: python3 -m stageplanner.bootstrap {'|'.join(TASKS)}", file=sys.stderr)
        return 2
    install_libraries()
    python = make_environment(with_tests=task == "test")
    return TASKS[task](python, rest)


def install_libraries() -> None:
    """Install what Qt needs and this Linux lacks; elsewhere Qt brings its libraries."""
    if not sys.platform.startswith("linux"):
        return
    packages = [p for library, p in LIBRARIES.items() if not ctypes.util.find_library(library)]
    if not FONT.exists():
        packages.append("fonts-dejavu-core")
    if not has_venv():
        packages.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if not packages:
        return
    apt = shutil.which("apt-get")
    names = " ".join(packages)
    if apt is None:
        print(f"This system has no apt-get. Install what matches: {names}", file=sys.stderr)
        return
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    if prefix and shutil.which("sudo") is None:
        print(f"As root, please run: apt-get install {names}", file=sys.stderr)
        return
    print(f"Installing system libraries: {names}", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, apt, "update", "-qq"], check=False, env=quiet)
    install = [*prefix, apt, "install", "-y", "-qq", "--no-install-recommends"]
    if subprocess.run([*install, *packages], check=False, env=quiet).returncode:
        # Newer releases renamed some packages; those that exist are still worth having.
        for package in packages:
            tries = (package, f"{package}t64", "python3-venv" if "venv" in package else package)
            for name in tries:
                if not subprocess.run([*install, name], check=False, env=quiet).returncode:
                    break


def has_venv() -> bool:
    """Return whether Python can fill a new environment with pip; Debian splits that part off."""
    try:
        import ensurepip
    except ImportError:
        return False
    return ensurepip.version() != ""


def make_environment(with_tests: bool) -> Path:
    """Create or update the environment; return its Python."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = _fingerprint(with_tests)
    stamp = ENVIRONMENT / "stageplanner-setup"
    if python.exists() and stamp.exists() and wanted in stamp.read_text().split():
        return python
    if not python.exists():
        print(f"Making the environment {ENVIRONMENT}", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True)
    print("Installing StagePlanner and its libraries", file=sys.stderr)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(_lock(with_tests))], check=True)
    # Our own code has no checksum; --no-deps makes sure that nothing else is installed.
    project = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    subprocess.run([*pip, *project], check=True)
    done = {wanted, _fingerprint(with_tests=False)}
    stamp.write_text("\n".join(sorted(done)))
    return python


def _lock(with_tests: bool) -> Path:
    """Return the file with every library, its version and its checksums."""
    return ROOT / "resources" / "lock" / ("test.txt" if with_tests else "run.txt")


def _fingerprint(with_tests: bool) -> str:
    digest = hashlib.sha256(str(with_tests).encode())
    for path in (ROOT / "pyproject.toml", _lock(with_tests)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def run_demo(python: Path, rest: Sequence[str]) -> int:
    """Run the main job on the example region."""
    return subprocess.run(
        [str(python), "-m", "stageplanner.cli", "demo", *rest], check=False
    ).returncode


def run_window(python: Path, rest: Sequence[str]) -> int:
    """Open the window."""
    return subprocess.run([str(python), "-m", "stageplanner.cli", *rest], check=False).returncode


#: The tests share the cores out: each takes from another what that has not begun when it has
#: nothing left itself. More processes than this cost more memory than they save time.
PARALLEL = ("-n", "auto", "--maxprocesses", "8", "--dist", "worksteal")


def run_tests(python: Path, rest: Sequence[str]) -> int:
    """Check style, types and all tests, offscreen; stop at the first that fails."""
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    steps = (
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["pytest", *PARALLEL, *rest],
    )
    for step in steps:
        done = subprocess.run([str(python), "-m", *step], cwd=ROOT, env=offscreen, check=False)
        if done.returncode:
            return done.returncode
    return 0


TASKS = {"demo": run_demo, "test": run_tests, "run": run_window}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
