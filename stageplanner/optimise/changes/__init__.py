"""Find the fewest changes that reach a level, with a bound."""
