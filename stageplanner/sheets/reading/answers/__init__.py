"""A party's answer workbook back: every cell used or told."""
