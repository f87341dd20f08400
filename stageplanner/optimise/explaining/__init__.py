"""Why each change, why not lower, which rules conflict, what would help."""
