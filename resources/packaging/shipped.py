"""What is shipped besides our own code: its licence texts, and the list of it (SBOM)."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from resources.packaging.contents import ROOT

#: What runs the program: these and all they need are shipped, unless left out as a whole.
NEEDED = "stageplanner"
OWN_TEXTS = Path(__file__).resolve().parent / "licences"

#: Licence texts that a wheel names and does not bring along.
_MISSING_TEXTS = {
    "pyside6-essentials": ("LGPL-3.0-only", "GPL-3.0-only"),
    "shiboken6": ("LGPL-3.0-only", "GPL-3.0-only"),
}

#: Licences under which something may go along in a program under the EUPL 1.2.
ALLOWED = (
    "0BSD",
    "Apache",
    "BSD",
    "CC0",
    "EUPL",
    "ISC",
    "LGPL",
    "MIT",
    "PSF",
    "Python Software Foundation",
    "Unlicense",
    "Zlib",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Something that is shipped: a library, Python itself, or a package of the system."""

    name: str
    version: str
    licence: str
    purl: str
    texts: tuple[Path, ...] = ()

    @property
    def is_allowed(self) -> bool:
        """Tell whether its licence is known to go with ours: one of its choices must."""
        choices = re.split(r"\s+OR\s+", self.licence, flags=re.IGNORECASE)
        return any(_is_allowed(choice) for choice in choices)


def _is_allowed(licence: str) -> bool:
    parts = [part for part in re.split(r"\s+AND\s+", licence.strip("() ")) if part]
    return bool(parts) and all(any(word in part for word in ALLOWED) for part in parts)


def libraries() -> tuple[Component, ...]:
    """Every Python library that the program needs, found by following what each asks for."""
    names, todo = set(), list(_wanted_by_us())
    while todo:
        name = _normal(todo.pop())
        if name in names:
            continue
        names.add(name)
        todo.extend(_required(metadata.distribution(name).requires or ()))
    return tuple(_component(metadata.distribution(name)) for name in sorted(names))


def _wanted_by_us() -> list[str]:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return _required(project["dependencies"])


def _required(lines: Iterable[str]) -> list[str]:
    """Return the names in lines of requirements that this system needs without extras."""
    found = []
    for line in lines:
        wanted, _, condition = line.partition(";")
        if "extra" in condition or not _holds(condition):
            continue
        found.append(re.split(r"[\s<>=!~\[(;]", wanted.strip(), maxsplit=1)[0])
    return found


def _holds(condition: str) -> bool:
    """Judge the few conditions that occur; one that is not understood counts as true."""
    version = re.search(r"python_(?:full_)?version\s*([<>=]+)\s*['\"]([\d.]+)['\"]", condition)
    if version:
        asked = tuple(int(part) for part in version[2].split("."))
        here = sys.version_info[: len(asked)]
        sign = version[1]
        true = {"<": here < asked, "<=": here <= asked, ">": here > asked, ">=": here >= asked}
        if not true.get(sign, True):
            return False
    system = re.search(r"(sys_platform|platform_system)\s*(==|!=)\s*['\"](\w+)['\"]", condition)
    if system:
        here_name = sys.platform if system[1] == "sys_platform" else platform.system()
        return (here_name == system[3]) == (system[2] == "==")
    return True


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _component(found: metadata.Distribution) -> Component:
    about = found.metadata
    licence = about.get("License-Expression") or ""
    if not licence:
        told = [c for c in about.get_all("Classifier") or () if c.startswith("License ::")]
        licence = (about.get("License") or "").split("\n")[0]
        if not licence or licence == "Dual License":
            licence = " OR ".join(c.rsplit(" :: ", 1)[-1] for c in told)
    name = _normal(about["Name"])
    return Component(
        name=name,
        version=found.version,
        licence=licence or "unknown",
        purl=f"pkg:pypi/{name}@{found.version}",
        texts=_texts(found, name),
    )


def _texts(found: metadata.Distribution, name: str) -> tuple[Path, ...]:
    pattern = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
    own = tuple(
        path
        for entry in found.files or ()
        if ".dist-info" in str(entry) and pattern.search(str(entry).split(".dist-info", 1)[1])
        for path in [Path(str(found.locate_file(entry)))]
        if path.is_file() and path.suffix not in (".py", ".pyc")
    )
    return own or tuple(OWN_TEXTS / f"{text}.txt" for text in _MISSING_TEXTS.get(name, ()))


def python_itself() -> Component:
    """Describe the interpreter that is shipped."""
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright"),
    )
    version = platform.python_version()
    return Component(
        name="python",
        version=version,
        licence="PSF-2.0",
        purl=f"pkg:generic/python@{version}",
        texts=tuple(place for place in places if place.exists())[:1],
    )


def pyinstaller_bootloader() -> Component:
    """Describe the bootloader; its exception lets it go along under any licence."""
    found = _component(metadata.distribution("pyinstaller"))
    licence = "GPL-2.0-or-later WITH Bootloader-exception"
    return Component(
        name=found.name,
        version=found.version,
        licence=licence,
        purl=found.purl,
        texts=found.texts,
    )


def system_packages(libraries_of_system: Iterable[Path]) -> tuple[Component, ...]:
    """List the packages of this Debian or Ubuntu whose libraries were collected."""
    if shutil.which("dpkg-query") is None:
        return ()
    found: dict[str, Component] = {}
    for library in libraries_of_system:
        name = _owner(library)
        if name is None or name in found:
            continue
        version = _output(["dpkg-query", "-W", "-f=${Version}", name])
        texts = Path("/usr/share/doc") / name.split(":")[0] / "copyright"
        short = name.split(":")[0]
        found[name] = Component(
            name=short,
            version=version,
            licence="see its copyright file",
            purl=f"pkg:deb/debian/{short}@{version}",
            texts=(texts,) if texts.exists() else (),
        )
    return tuple(found[name] for name in sorted(found))


def _owner(library: Path) -> str | None:
    """Return the package of a file of the system; a merged ``/usr`` has two names for it."""
    plain = str(library.resolve())
    for name in dict.fromkeys((str(library), plain, plain.removeprefix("/usr"))):
        told = _output(["dpkg-query", "-S", name])
        if told:
            return told.split(": ")[0].split(",")[0]
    return None


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def write_licences(components: Iterable[Component], folder: Path) -> None:
    """Put our licence and those of everything shipped in a folder, one folder a component."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", folder / "StagePlanner.txt")
    lines = []
    for component in components:
        own = folder / component.name
        own.mkdir(exist_ok=True)
        for i, text in enumerate(component.texts):
            shutil.copy(text, own / (text.name if i == 0 else f"{i}-{text.name}"))
        lines.append(f"{component.name} {component.version}: {component.licence}")
    (folder / "index.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


# cyclonedx-bom 7.5 was tried in the place of this function. It lists an environment or a lock, not
# what a build collected: of the 65 packages where a build is made and tested it lists 45 that are
# not shipped, and neither Python, the exception of PyInstaller's start nor the packages of Debian;
# out of the lock it names no licence at all. Filtered, and filled up from the components above that
# the licence texts need anyway, it saves none of these 34 lines and brings 27 packages (32 MB).
# What it has and this has not: which library asks for which, and links to their homes.
def sbom(components: Iterable[Component], version: str) -> dict[str, object]:
    """Return the software bill of materials, in the form of CycloneDX 1.5."""
    listed = [
        {
            "type": "library",
            "bom-ref": component.purl,
            "name": component.name,
            "version": component.version,
            "purl": component.purl,
            "licenses": [{"license": {"name": component.licence}}],
        }
        for component in components
    ]
    own = f"pkg:generic/stageplanner@{version}"
    # The same contents have the same number, so that two builds can be compared.
    digest = hashlib.sha256(json.dumps(listed, sort_keys=True).encode()).digest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.UUID(bytes=digest[:16], version=4)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "StagePlanner",
                "version": version,
                "purl": own,
                "licenses": [{"license": {"id": "EUPL-1.2"}}],
            }
        },
        "components": listed,
        "dependencies": [{"ref": own, "dependsOn": [item["bom-ref"] for item in listed]}],
    }
