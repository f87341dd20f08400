"""A newer version is told only where one is, from an address of this computer itself."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from stageplanner.support.updates import Newer, newer_version


@contextmanager
def answering(body, status=200, headers=()):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v.json"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_that_a_newer_version_is_told_with_its_page():
    content = json.dumps({"version": "99.0", "page": "https://example.org/new"}).encode()
    with answering(content) as address:
        assert newer_version(address) == Newer(version="99.0", page="https://example.org/new")


@pytest.mark.parametrize(
    "body",
    [
        b'{"version": "0.0.1"}',
        b'{"version": "newest"}',
        b'["99.0"]',
        b"<html>99.0</html>",
        b"",
        b"\xff" * 50_000,
    ],
)
def test_that_nothing_is_told_where_there_is_nothing_newer(body):
    with answering(body) as address:
        assert newer_version(address) is None


def test_that_an_error_a_closed_door_and_a_page_that_is_not_safe_are_passed_over():
    with answering(b"", status=500) as address:
        assert newer_version(address) is None
    assert newer_version(address) is None, "nobody answers there any more"
    with answering(b'{"version": "99.0", "page": "file:///etc/passwd"}') as address:
        assert newer_version(address).page == ""
