"""The differences between two plans, states or deliveries, as records."""
