"""The open project as signals, and the Shell: all that pages and actions may ask of the window."""
