"""Load measures: demand per day, utilisation, knelpunten, tekort; numpy and max-flow."""
