"""The only threads and child processes of the app.

Long work runs in a child process (spawn): building a model or reading a workbook would hold
the interpreter lock and stall the window. A thread receives its messages and a timer fetches
them, so that every signal is emitted in the window's thread. Short numpy computations run in one
background thread.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot

from stageplanner.problems import defect_of
from ui.base.qt import override

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event as SharedEvent

POLL_MS = 40
#: Time that cancelled work gets to hand over its result.
PATIENCE_MS = 15_000


class ChildJob(QObject):
    """A function that runs in a child process.

    The function is called as ``function(*arguments, progress)`` with a ``Progress``, and must be
    importable by name. Exactly one of ``finished``, ``failed`` or ``stopped`` follows. One that
    ``repeats`` is begun by the window itself, again if need be: ending it loses nothing.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, parent: QObject | None = None, *, repeats: bool = False) -> None:
        super().__init__(parent)
        self.repeats = repeats
        self._process: multiprocessing.process.BaseProcess | None = None
        self._reader: _PipeReader | None = None
        self._leaving: list[multiprocessing.process.BaseProcess | _PipeReader] = []
        self._stop: SharedEvent | None = None
        self._is_cancelled = False
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_poll)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.kill)

    @property
    def is_running(self) -> bool:
        """Whether the work is under way."""
        return self._process is not None

    def start(self, function: Callable[..., object], *arguments: object) -> None:
        """Start a function; a job runs one at a time."""
        if self.is_running:
            raise RuntimeError("the job is running already")
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        self._stop = context.Event()
        self._is_cancelled = False
        # Not a daemon: reading a workbook starts a process itself.
        self._process = context.Process(target=_child, args=(there, self._stop), daemon=False)
        self._reader = _PipeReader(self._process, here, there, (function, arguments))
        self._reader.start()
        self._poll.start()

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop; its result so far still comes as ``finished``."""
        if self._stop is not None and self.is_running:
            self._is_cancelled = True
            self._stop.set()
            self._patience.start()

    @Slot()
    def kill(self) -> None:
        """End the work at once, without a result."""
        if self._process is not None:
            process = self._process
            if process.pid is not None:
                process.terminate()
            self._end()
            if process.pid is not None:
                process.terminate()
            self.stopped.emit()
        for leaving in self._leaving:
            leaving.join(5)
        self._reap()

    @Slot()
    def _on_poll(self) -> None:
        self._reap()
        while self._reader is not None and not self._reader.messages.empty():
            kind, value = self._reader.messages.get()
            if kind == "progress":
                self.progressed.emit(value)
                continue
            cancelled = self._is_cancelled
            self._end()
            if kind == "done":
                self.finished.emit(value)
            elif kind == "gone" and cancelled:
                self.stopped.emit()
            else:
                self.failed.emit(value)

    def _end(self) -> None:
        self._patience.stop()
        if self._reader is not None and self._process is not None:
            self._reader.started.wait()
            self._leaving += (self._process, self._reader)
        self._process = self._reader = self._stop = None

    def _reap(self) -> None:
        """Forget processes that have ended; waiting for them would stall the window."""
        self._leaving = [process for process in self._leaving if process.is_alive()]
        if not self._leaving and self._process is None:
            self._poll.stop()


class _PipeReader(Thread):
    """Starts a child process and receives its messages, outside the window's thread.

    Sending the work blocks until the child has read it, and a large answer takes time to unpickle:
    neither may stall the window. The work is sent through our own pipe, because starting a process
    blocks forever if the child dies before it has read its arguments.
    """

    def __init__(
        self,
        process: multiprocessing.process.BaseProcess,
        here: Connection,
        there: Connection,
        work: object,
    ) -> None:
        super().__init__(daemon=True)
        self._process, self._here, self._there, self._work = process, here, there, work
        self.started = Event()
        self.messages: SimpleQueue[tuple[str, object]] = SimpleQueue()

    @override
    def run(self) -> None:
        """Receive messages until the work is done, has failed, or its process is gone."""
        try:
            self._process.start()
        finally:
            # Close the child's end here, so that its death is noticed.
            self._there.close()
            self.started.set()
        with self._here as pipe:
            self._send(pipe)
            self._receive(pipe)

    def _send(self, pipe: Connection) -> None:
        try:
            pipe.send(self._work)
        except OSError:
            return  # the child is gone; receiving will report it
        finally:
            self._work = None

    def _receive(self, pipe: Connection) -> None:
        kind = "progress"
        while kind == "progress":
            try:
                kind, value = pipe.recv()
            except (EOFError, OSError):
                kind, value = "gone", None
            except Exception as error:
                kind, value = "failed", defect_of(error)
            self.messages.put((kind, value))


def _child(pipe: Connection, stop: SharedEvent) -> None:
    """Run the work in the child process and send its messages to the window."""
    from stageplanner.problems import StagePlannerError
    from stageplanner.progress import Progress

    lock = Lock()

    def send(kind: str, value: object) -> None:
        with lock:
            pipe.send((kind, value))

    progress = Progress(partial(send, "progress"), stop.is_set)
    try:
        function, arguments = pipe.recv()
        send("done", function(*arguments, progress))
    except StagePlannerError as error:
        send("failed", error.problem)
    except (BrokenPipeError, EOFError):
        return
    except Exception as error:
        send("failed", defect_of(error))


class LatestOnly(QObject):
    """Computations in a background thread, of which only the latest answer counts."""

    answered = Signal(object)
    _computed = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._number = 0
        self._computed.connect(self._on_computed)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._pool.activeThreadCount() > 0

    def ask(self, function: Callable[..., object], *arguments: object) -> None:
        """Start a computation and drop one that is still waiting."""
        self._number += 1
        self._pool.clear()
        self._pool.start(_Task(self, self._number, function, arguments))

    def wait(self) -> None:
        """Wait for the thread to end; its answer still comes."""
        self._pool.waitForDone()

    def outdate(self) -> None:
        """Ignore the answers to everything asked until now."""
        self._number += 1
        self._pool.clear()

    def forget(self) -> None:
        """Ignore all answers and wait for the thread to end."""
        self.outdate()
        self._pool.waitForDone()

    @Slot(int, object)
    def _on_computed(self, number: int, answer: object) -> None:
        if number == self._number:
            self.answered.emit(answer)


class ThreadJob(QObject):
    """One piece of work at a time in a thread: reading or writing a project file.

    Exactly one of ``finished`` or ``failed`` (a problem, or a defect) follows.
    """

    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._latest = LatestOnly(self)
        self._latest.answered.connect(self._on_answered)
        self.is_running = False

    def start(self, function: Callable[..., object], *arguments: object) -> None:
        """Start the work."""
        self.is_running = True
        self._latest.ask(function, *arguments)

    def wait(self) -> None:
        """Wait for the work to end."""
        self._latest.wait()

    @Slot(object)
    def _on_answered(self, answer: object) -> None:
        from stageplanner.problems import StagePlannerError

        self.is_running = False
        if isinstance(answer, StagePlannerError):
            self.failed.emit(answer.problem)
        elif isinstance(answer, Exception):
            self.failed.emit(defect_of(answer))
        else:
            self.finished.emit(answer)


class _Task(QRunnable):
    def __init__(
        self,
        owner: LatestOnly,
        number: int,
        function: Callable[..., object],
        arguments: tuple[object, ...],
    ) -> None:
        super().__init__()
        self._owner, self._number = owner, number
        self._function, self._arguments = function, arguments

    def run(self) -> None:
        """Compute the answer and hand it to the window's thread."""
        try:
            answer = self._function(*self._arguments)
        except Exception as error:
            answer = error
        self._owner._computed.emit(self._number, answer)
