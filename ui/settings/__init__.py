"""The settings of the user, and the state of the window between two starts."""
