"""Fixtures: one server for most tests, servers of their own for the others."""

import itertools

import pytest

from server import Server

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def run_dir(tmp_path_factory):
    """Below it, every server of the run leaves its logs."""
    return tmp_path_factory.mktemp("accueil")


@pytest.fixture(scope="session")
def server(run_dir):
    """Shared: a test takes call ids of its own and leaves it running."""
    shared = Server(run_dir / "shared").start()
    yield shared
    shared.stop()


@pytest.fixture
def new_server(run_dir):
    """A maker of servers that the test may stop, break and start again."""
    made = []

    def make(**options):
        # A short name: the path of a unix socket has 107 bytes at most.
        made.append(Server(run_dir / f"own{next(_numbers)}", **options))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture
def call_id(request):
    """A call id that no other test uses."""
    return request.node.name.replace("[", "-").replace("]", "")
