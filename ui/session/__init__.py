"""The open project as signals, the base of pages, notices, and what the window offers them."""
