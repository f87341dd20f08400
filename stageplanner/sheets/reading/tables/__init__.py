"""Where the tables of a sheet are, what their columns hold, what holds for a whole table."""
