"""What all commands share: what a command is, its answer, its help, Ctrl+C, JSON records."""
