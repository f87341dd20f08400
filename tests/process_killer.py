"""Let a process work and kill it with SIGKILL, at any moment or before any call of the system."""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

STEPS = ("open", "write", "fsync", "replace", "unlink", "ftruncate", "close", "mkdir", "rmdir")


@dataclass
class Findings:
    """What a number of kills led to."""

    kills: int = 0
    confirmed: int = 0
    lost: int = 0
    unreadable: int = 0
    from_journal: int = 0


def kill_while(
    work: Callable[[int], None],
    found: Findings,
    *,
    step: int | None,
    wait: float = 0.0,
    after: int = 0,
) -> tuple[list[str], bool]:
    """Let a child work and kill it before its call number ``step``.

    Without a step it is killed ``wait`` seconds after it has confirmed ``after`` lines: how far
    it has come by then does not depend on how busy the machine is. ``work`` is given where to
    write what it has confirmed.

    Returns
    -------
    list of str, bool
        The lines that it said whole, and whether it was killed before it was ready.
    """
    out, writer = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(out)
            if step is not None:
                _kill_at_step(step)
            work(writer)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(out, "rb") as reader:
        first = b""
        if step is None:
            first = b"".join(reader.readline() for _ in range(after))
            time.sleep(wait)
            os.kill(child, signal.SIGKILL)
        heard = (first + reader.read()).decode().split("\n")[:-1]
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    found.kills += os.WIFSIGNALED(status)
    found.confirmed += len(heard)
    return heard, os.WIFSIGNALED(status)


def _kill_at_step(last: int) -> None:
    """Let this process kill itself just before its so many-th call of the system."""
    left = [last]

    def counted(function):
        def call(*arguments, **named):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **named)

        return call

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
