"""The public data set: instances, best plans, their judge."""
