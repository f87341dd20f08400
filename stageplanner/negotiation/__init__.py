"""Rounds, answers, agreements as verbs that can be undone."""
