"""Editing rows and rules by hand."""
