"""Onderhandelen: rounds, proposals, answers, repairs, own files."""
