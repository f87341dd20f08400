"""A server for the tests of shared regions, and a new database for each."""

import pytest

from stageplanner.store.shared.address import RegionAddress
from stageplanner.store.shared.administration import Server as Administration
from tests.postgres import ADMIN, Server


@pytest.fixture(scope="session")
def server():
    running = Server().start()
    yield running
    running.stop()


def new_address(server):
    return RegionAddress(
        host="127.0.0.1", port=server.port, database=server.new_database(), user=ADMIN
    )


@pytest.fixture
def empty_register(server):
    """The address of a new database, as its administrator."""
    return new_address(server)


def new_register(server):
    """A new database with our schema."""
    address = new_address(server)
    with Administration(address, server.password) as administration:
        administration.upgrade(is_new=True)
    return address


@pytest.fixture
def register(server):
    """A register for one test."""
    return new_register(server)


@pytest.fixture(scope="module")
def register_of_module(server):
    """A register for tests that only look."""
    return new_register(server)
