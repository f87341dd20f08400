"""Workbooks out: one file per sheet, and the check that reads them back."""
