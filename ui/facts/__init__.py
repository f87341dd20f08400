"""What the pages show of a state, computed once per change."""
