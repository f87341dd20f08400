"""What is shipped, judged: licences that go with ours, pinned versions, known weaknesses."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterable
from importlib import metadata

from resources.packaging.contents import ROOT
from resources.packaging.shipped import Component, libraries

PINS = ROOT / "resources" / "constraints.txt"


def pinned() -> dict[str, str]:
    """Every pinned library and its version."""
    lines = (line.split("#")[0].strip() for line in PINS.read_text("utf-8").splitlines())
    pairs = (line.split("==") for line in lines if "==" in line)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pairs}


def licence_findings(components: Iterable[Component]) -> list[str]:
    """Libraries whose licence does not go with ours, or whose text is missing."""
    found = []
    for component in components:
        if not component.is_allowed:
            found.append(f"{component.name}: licence {component.licence!r} is not known to fit")
        if not component.texts:
            found.append(f"{component.name}: no licence text is shipped with it")
    return found


def pin_findings(components: Iterable[Component]) -> list[str]:
    """Libraries that are not pinned, or of which another version is installed."""
    pins, found = pinned(), []
    for component in components:
        pin = pins.get(component.name)
        if pin is None:
            found.append(f"{component.name}: not in {PINS.name}")
        elif pin != component.version:
            found.append(f"{component.name}: {component.version} is installed, {pin} is pinned")
    return found


def weakness_findings() -> list[str] | None:
    """What pip-audit knows of the pinned versions; ``None`` where it could not look."""
    if importlib.util.find_spec("pip_audit") is None:
        return None
    command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip"]
    command += ["--requirement", str(PINS), "--progress-spinner", "off"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return []
    if "Found" not in done.stderr + done.stdout:
        return None
    return [line for line in done.stdout.splitlines() if line.strip()]


def report() -> int:
    """Print every finding; 1 where there is one, 2 where something could not be looked at."""
    try:
        components = libraries()
    except metadata.PackageNotFoundError as error:
        print(f'{error.name} is not installed: pip install -c {PINS} ".[build]"', file=sys.stderr)
        return 2
    for component in components:
        print(f"{component.name} {component.version}: {component.licence}")
    found = [*licence_findings(components), *pin_findings(components)]
    weak = weakness_findings()
    for line in (*found, *(weak or ())):
        print(line, file=sys.stderr)
    if weak is None:
        print("weaknesses not looked up: pip install pip-audit, with a network", file=sys.stderr)
    if found or weak:
        return 1
    return 2 if weak is None else 0
