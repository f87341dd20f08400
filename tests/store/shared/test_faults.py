"""The cable is pulled, the network is slow, a laptop sleeps, clients and servers are killed."""

import json
import random
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from stageplanner.problems import StagePlannerError
from stageplanner.store.shared.administration import Server as Administration
from stageplanner.store.shared.shared_copy import SharedCopy
from tests.cutting_proxy import CuttingProxy
from tests.postgres import Server
from tests.shared_client import verb
from tests.store.document_strategies import document
from tests.store.shared.conftest import new_register


@pytest.fixture
def region(register, server, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", server.password)
    address = replace(register, region="Zorg")
    with Administration(address) as administration:
        administration.publish(document(periods=6))
    return address


@pytest.fixture
def network(region):
    proxy = CuttingProxy(region.port)
    yield proxy
    proxy.close()


def events_of(address):
    copy = SharedCopy.open(address)
    copy.close()
    return [event.subject for event in copy.document.history]


def bytes_of_a_verb(region):
    """How much a verb sends."""
    proxy = CuttingProxy(region.port)
    copy = SharedCopy.open(replace(region, port=proxy.port))
    proxy.cut_after = 1 << 40
    copy.write(copy.document, verb(copy.document, 5, 2, "measure"))
    sent = (1 << 40) - proxy.cut_after
    copy.close()
    proxy.close()
    return sent


def test_that_a_cut_at_any_byte_does_a_verb_once_or_not(region, network):
    size, there = bytes_of_a_verb(region), replace(region, port=network.port)
    cuts = [*range(1, size, max(1, size // 12)), size - 1, size]
    outcomes = set()
    for number, cut in enumerate(cuts):
        network.mend()
        copy = SharedCopy.open(there)
        token, name = uuid.uuid4(), f"cut {number}"
        network.cut_after = cut
        base = copy.document
        try:
            copy.write(base, verb(base, 0, number + 2, name), token=token)
            assert events_of(region).count(name) == 1
        except StagePlannerError as failed:
            assert failed.problem.code == "shared_unreachable"
        with suppress(DBAPIError):
            copy.close()
        network.mend()
        again = SharedCopy.open(there)
        was_done = again.was_written(token)
        assert events_of(region).count(name) == was_done
        outcomes.add(was_done)
        if not was_done:
            assert again.write(again.document, verb(again.document, 0, 1, name), token=token)
        assert events_of(region).count(name) == 1
        again.close()
    assert outcomes == {False, True}


def test_that_the_same_verb_is_never_done_twice(region):
    copy, token = SharedCopy.open(region), uuid.uuid4()
    base = copy.document
    copy.write(base, verb(base, 0, 5, "once"), token=token)
    with pytest.raises(StagePlannerError):
        copy.write(copy.document, verb(copy.document, 0, 6, "twice"), token=token)
    copy.close()
    assert "twice" not in events_of(region)


def test_that_a_slow_network_is_only_slow(region, network):
    network.delay = 0.05
    copy = SharedCopy.open(replace(region, port=network.port))
    copy.write(copy.document, verb(copy.document, 0, 5, "slow"))
    copy.close()
    assert events_of(region)[-1] == "slow"


def test_that_a_client_asleep_within_a_verb_does_not_hold_up_the_others(region, monkeypatch):
    monkeypatch.setattr("stageplanner.store.shared.connect.LONGEST_PAUSE", 500)
    asleep, awake = SharedCopy.open(region), SharedCopy.open(region)
    with pytest.raises(DBAPIError), asleep._engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT stageplanner.begin_verb({asleep.membership.region})")
        begin = time.monotonic()
        awake.write(awake.document, verb(awake.document, 0, 5, "awake"))
        assert 0.2 < time.monotonic() - begin < 10
        connection.exec_driver_sql("SELECT 1")
    awake.close()
    assert events_of(region)[-1] == "awake"


@pytest.mark.slow
def test_that_kills_of_clients_and_server_lose_nothing_that_was_confirmed(tmp_path, monkeypatch):
    server = Server().start(fsync="on")
    monkeypatch.setenv("PGPASSWORD", server.password)
    region = replace(new_register(server), region="Zorg")
    with Administration(region) as administration:
        administration.publish(document(periods=6))

    def start(k):
        log = tmp_path / f"{k}-{time.time_ns()}.log"
        given = (str(region), log, json.dumps([k, k + 3]), "1000", "0.01")
        return subprocess.Popen([sys.executable, "-m", "tests.shared_client", *given])

    random.seed(1)
    clients = [start(k) for k in range(3)]
    try:
        time.sleep(3)
        for kill in range(8):
            time.sleep(random.uniform(0.1, 0.6))
            if kill % 4 == 3:
                server.kill()
                server.start(fsync="on")
            else:
                clients[kill % 3].send_signal(signal.SIGKILL)
                clients[kill % 3].wait()
                clients[kill % 3] = start(kill % 3)
        time.sleep(2)
    finally:
        for client in clients:
            client.kill()
            client.wait()
    done = events_of(region)
    server.stop()
    lines = [line for log in tmp_path.glob("*.log") for line in log.read_bytes().split(b"\n")]
    confirmed = [json.loads(line)[0] for line in lines if line.endswith(b"]")]
    assert len(confirmed) > 20
    assert [name for name in confirmed if done.count(name) != 1] == []
