"""Find the tables of a sheet, the fields of their columns, and the context of each table."""
