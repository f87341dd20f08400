"""Planning again around answers."""
