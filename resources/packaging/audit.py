"""What is shipped, judged: licences that go with ours, pinned versions, known weaknesses."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata

from resources.packaging import pins
from resources.packaging.shipped import Component, libraries


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
    locked, found = pins.pinned("run"), []
    for component in components:
        pin = locked.get(component.name)
        if pin is None:
            found.append(f"{component.name}: not in the lock")
        elif pin != component.version:
            found.append(f"{component.name}: {component.version} is installed, {pin} is pinned")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Weaknesses:
    """What is known of weaknesses in the locked versions, and what could not be looked up."""

    found: tuple[str, ...] = ()
    not_looked_up: str = ""


def weaknesses() -> Weaknesses:
    """Ask pip-audit about everything that a build needs; no answer is not taken for safety."""
    if importlib.util.find_spec("pip_audit") is None:
        return Weaknesses(not_looked_up="pip-audit is not installed: pip install pip-audit")
    command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip"]
    command += ["--requirement", str(pins.lock_of("build"))]
    command += ["--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return weaknesses_of(done.stdout, done.stderr)


def weaknesses_of(told: str, complaint: str = "") -> Weaknesses:
    """Read what pip-audit told as JSON; without any, why it could not look."""
    try:
        listed = json.loads(told)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = complaint.strip().rsplit("\n", 1)[-1] or "it said nothing"
        return Weaknesses(not_looked_up=f"pip-audit could not look, is there a network? {last}")
    found = [
        f"{entry['name']} {entry['version']}: {weak['id']}"
        f" (mended in {', '.join(weak.get('fix_versions') or ['no version yet'])})"
        for entry in listed
        for weak in entry.get("vulns", ())
    ]
    skipped = [entry["name"] for entry in listed if "skip_reason" in entry]
    why = f"the service does not know {', '.join(skipped)}" if skipped else ""
    return Weaknesses(found=tuple(found), not_looked_up=why)


def report() -> int:
    """Print every finding; 1 where there is one, 2 where something could not be looked at."""
    try:
        components = libraries()
    except metadata.PackageNotFoundError as error:
        print(f"{error.name} is not installed. {pins.INSTALL}", file=sys.stderr)
        return 2
    for component in components:
        print(f"{component.name} {component.version}: {component.licence}")
    found = [*licence_findings(components), *pin_findings(components)]
    weak = weaknesses()
    for line in (*found, *weak.found):
        print(line, file=sys.stderr)
    if weak.not_looked_up:
        print(f"weaknesses not looked up: {weak.not_looked_up}", file=sys.stderr)
    if found or weak.found:
        return 1
    return 2 if weak.not_looked_up else 0
