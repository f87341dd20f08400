"""The frame of the window: rail, bars, side panel, menu, search, and the table of pages."""
