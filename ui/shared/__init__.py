"""A region on a server in the window: opening it, and what others do meanwhile."""
