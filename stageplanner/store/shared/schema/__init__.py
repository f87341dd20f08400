"""The schema of a server in versions, for alembic; a version imports nothing of the program."""
