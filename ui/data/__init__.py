"""The data page (Gegevens): tables that are edited in place, and the rules."""
