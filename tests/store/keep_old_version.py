"""Keep a tiny file of the present version: run once, just before the schema changes."""

from __future__ import annotations

import json
from pathlib import Path

from stageplanner.store.file.migrations import VERSION
from stageplanner.store.file.save_load import save
from stageplanner.store.rows.document_rows import rows_of
from tests.store.document_strategies import document

FOLDER = Path(__file__).parent.parent / "data" / "store"

if __name__ == "__main__":
    save(FOLDER / f"v{VERSION}.stageplan", document())
    text = json.dumps(rows_of(document()), indent=1, ensure_ascii=False)
    (FOLDER / f"v{VERSION}.json").write_text(text + "\n", encoding="utf-8")
