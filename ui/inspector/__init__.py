"""The explanation at the right."""
