"""From the rows of a table to stage periods, leerbedrijven, holidays and plans."""
