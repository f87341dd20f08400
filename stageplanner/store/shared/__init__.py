"""A region on PostgreSQL: its entries, its schema, and the verbs of several users at once."""
