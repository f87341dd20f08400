"""Qt item models: one generic table over columns, and the columns of each kind of row."""
