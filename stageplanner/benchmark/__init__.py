"""The public data set: instances, best plans, and their judge."""
