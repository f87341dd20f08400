"""Spreadsheet files: reading what institutions send, writing workbooks."""
