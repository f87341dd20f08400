"""Which sector a programme belongs to: the sectorkamers, from dated and editable data."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

#: What is not in the list; the list is a help, never a reason to refuse.
UNKNOWN = ""
ENTREE, ENTREE_NIVEAU = "09", 1
#: Of programmes of several sectors together.
SEVERAL = "99"


@cache
def _listed() -> dict[str, Any]:
    text = resources.files("resources").joinpath("codes", "sectors.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def official_names() -> dict[str, str]:
    """The name of every listed programme, by its crebo, old ones included."""
    text = resources.files("resources").joinpath("codes", "crebo.json").read_text("utf-8")
    names: dict[str, str] = {}
    for programme in json.loads(text)["programmes"]:
        for code in (*programme["old"], programme["crebo"]):
            names[code] = programme["name"]
    return names


def sector_of(programme: str, niveau: int | None = None) -> str:
    """The code of the sectorkamer of a programme, by its crebo; nothing where it is not listed.

    Niveau 1 is entree, whatever the programme.
    """
    if niveau == ENTREE_NIVEAU:
        return ENTREE
    code: str = _listed()["programmes"].get(programme, UNKNOWN)
    return code


def sector_name(code: str, language: str = "nl") -> str:
    """The name of a sectorkamer; nothing for one that is not known."""
    name: str = _listed()["sectors"].get(code, {}).get(language, "")
    return name


def sector_code(named: str) -> str:
    """The code of a sectorkamer by its code, its name, or the one name that begins alike.

    "Zorg en welzijn" is the sectorkamer Zorg, welzijn en sport; nothing where none fits.
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
