"""Read the answer workbook of a party: every cell is used or reported."""
