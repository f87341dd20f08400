"""Pure functions on rounds and agreements: every step a party or the region takes."""
