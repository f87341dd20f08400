"""Spreadsheets in, spreadsheets out: pandas, openpyxl and calamine live here and nowhere else."""
