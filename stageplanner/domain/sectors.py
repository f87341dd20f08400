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
