"""Pure functions on plans and rows: splits, scenarios, edits, examples, next year."""
