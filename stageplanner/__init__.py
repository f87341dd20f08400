"""StagePlanner: spreads stage periods so that the peak supervision load falls."""

__version__ = "0.1.0"
