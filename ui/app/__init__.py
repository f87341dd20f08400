"""The application around the window: start, one window per file, crashes, self-test."""
