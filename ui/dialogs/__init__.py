"""Generic dialogs; always opened with ``open()``, never ``exec()``."""
