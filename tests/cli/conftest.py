"""A real server for the commands that use one."""

from tests.store.shared.conftest import empty_register, server

__all__ = ["empty_register", "server"]
