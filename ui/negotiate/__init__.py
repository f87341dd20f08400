"""The negotiation page: rounds, proposals, answers, repairs, own files."""
