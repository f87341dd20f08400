"""Save and load whole, validate, migrate, replace in one step."""
