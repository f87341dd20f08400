"""Rows and rules typed by hand."""
