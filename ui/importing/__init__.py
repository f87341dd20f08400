"""Files in: read beside the window, looked at, corrected."""
