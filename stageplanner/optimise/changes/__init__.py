"""The fewest changes that reach a level."""
