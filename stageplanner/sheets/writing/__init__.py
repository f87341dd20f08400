"""Writing workbooks: a module per sheet, and the recount of a written file."""
