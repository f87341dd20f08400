"""What differs between two plans, states or deliveries, as records."""
