"""Afspraken: the register of agreements."""
