"""Spreadsheets in, spreadsheets out: openpyxl, calamine and pandas live here or nowhere."""
