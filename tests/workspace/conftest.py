"""A real server for the regions that are shared."""

from tests.store.shared.conftest import empty_register, register, server

__all__ = ["empty_register", "register", "server"]
