"""Meeting mode: the region around a table, on one screen that everybody can read."""
