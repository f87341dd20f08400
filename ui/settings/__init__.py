"""What is kept of the window from one time to the next."""
