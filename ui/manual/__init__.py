"""The manual on screen and on paper."""
