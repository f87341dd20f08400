"""Parse lint and blok: one form, or the forms that are allowed."""

from __future__ import annotations

import re
from functools import lru_cache

from stageplanner.domain.form import Form
from stageplanner.sheets.reading.workbook.grid import Value, as_text


def parse_form(value: Value) -> Form | None:
    """Parse lint or blok in any spelling; return ``None`` if the cell names neither or both."""
    text = as_text(value).casefold()
    lint = bool(re.search(r"\blint|ribbon|part.?time|deeltijd|^l$", text))
    blok = bool(re.search(r"\bblok|\bblock|full.?time|voltijd|^b$", text))
    if lint == blok:
        return None
    return Form.LINT if lint else Form.BLOK


@lru_cache(maxsize=4096, typed=True)
def parse_forms(value: Value) -> tuple[Form, ...] | None:
    """Parse the allowed forms: "lint blok", "beide", "alleen lint"; ``None`` if none is named."""
    text = as_text(value).casefold()
    if re.search(r"beide|allebei|alle\b|both|any", text):
        return (Form.LINT, Form.BLOK)
    forms = []
    if re.search(r"lint|ribbon", text):
        forms.append(Form.LINT)
    if re.search(r"blok|block", text):
        forms.append(Form.BLOK)
    return tuple(forms) or None


def strange_forms(value: Value) -> str:
    """Return the words in a cell of allowed forms that name no form."""
    known = r"(?:lint|blok|ribbon|block)(?:stage|placement)?s?"
    rest = re.sub(
        rf"\b(?:{known}|beide|allebei|alle|both|any|alleen|only|en|of|and|or)\b",
        " ",
        as_text(value).casefold(),
    )
    return " ".join(re.findall(r"[a-z]{2,}", rest))
