"""The sectors (sectorkamers) of programmes, from dated and editable data."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

#: The code of a programme that is not listed; such programmes are never refused.
UNKNOWN = ""
ENTREE, ENTREE_NIVEAU = "09", 1
#: The code of several sectors together.
SEVERAL = "99"


@cache
def _listed() -> dict[str, Any]:
    text = resources.files("resources").joinpath("codes", "sectors.json").read_text("utf-8")
    listed: dict[str, Any] = json.loads(text)
    return listed


@cache
def official_names() -> dict[str, str]:
    """Return the name of every listed programme by its crebo, old ones included."""
    text = resources.files("resources").joinpath("codes", "crebo.json").read_text("utf-8")
    names: dict[str, str] = {}
    for programme in json.loads(text)["programmes"]:
        for code in (*programme["old"], programme["crebo"]):
            names[code] = programme["name"]
    return names


def sector_of(programme: str, niveau: int | None = None) -> str:
    """Return the code of the sectorkamer of a programme by its crebo; empty if not listed.

    Niveau 1 is entree, for any programme.
    """
    if niveau == ENTREE_NIVEAU:
        return ENTREE
    code: str = _listed()["programmes"].get(programme, UNKNOWN)
    return code


def sector_name(code: str, language: str = "nl") -> str:
    """Return the name of a sectorkamer; empty if the code is not known."""
    name: str = _listed()["sectors"].get(code, {}).get(language, "")
    return name


def sector_code(named: str) -> str:
    """Return the code of a sectorkamer by its code, name, or a name with the same first word.

    "Zorg en welzijn" is the sectorkamer Zorg, welzijn en sport; empty if none or several fit.
    """
    wanted = named.strip().casefold()
    alike: set[str] = set()
    for code, names in _listed()["sectors"].items():
        called = {name.casefold() for name in names.values()}
        if wanted in {code, code.lstrip("0"), *called}:
            return str(code)
        if wanted[:3] and any(_first_word(name) == _first_word(wanted) for name in called):
            alike.add(code)
    return alike.pop() if len(alike) == 1 else UNKNOWN


def _first_word(text: str) -> str:
    return text.replace(",", " ").split(" ")[0]
