"""A round as an inbox: who is written to, who waits for whom, and what comes next."""
