"""Turn the rows of a table into stage periods, leerbedrijven, holidays and plans."""
