"""The log, the support case without names, and newer versions."""
