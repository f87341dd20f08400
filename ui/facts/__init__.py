"""What the screens show of a state, computed once per change."""
