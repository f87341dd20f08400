"""Afspraken: the register."""
