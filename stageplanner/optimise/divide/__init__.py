"""Divide the students of a plan over leerbedrijven."""
