"""Parse one value that a person types into the window."""
