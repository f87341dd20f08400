"""Log, support case without names, newer versions."""
