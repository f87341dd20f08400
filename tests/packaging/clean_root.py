"""A bare Debian in a folder, to install packages into: root and the network are needed."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

LACKING = "a clean root needs root, debootstrap, Xvfb and xwininfo"


def can_be_made():
    """Tell whether this machine can make a clean root and show a window in it."""
    tools = ("debootstrap", "chroot", "mount", "Xvfb", "xwininfo")
    return hasattr(os, "geteuid") and os.geteuid() == 0 and all(map(shutil.which, tools))


def _system():
    """What this Debian or Ubuntu says of itself."""
    lines = Path("/etc/os-release").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def release():
    """The name of this Debian: what is built here runs on it."""
    return _system().get("VERSION_CODENAME", "stable")


def components():
    """The parts of the archive: Ubuntu keeps some libraries of the screen in another one."""
    return ["--components=main,universe"] if _system().get("ID") == "ubuntu" else []


class CleanRoot:
    """Commands in the folder, with an environment that knows nothing of this machine."""

    def __init__(self, folder):
        self.folder = folder

    def run(self, *command, timeout=900, **variables):
        bare = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            **variables,
        }
        return subprocess.run(
            ["chroot", str(self.folder), *command],
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            env=bare,
        )

    def install(self, package):
        """Install a package as a user would, with what it depends on and nothing more."""
        shutil.copy(package, self.folder / "root" / package.name)
        self.run("apt-get", "update", "-qq")
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        return self.run(*install, f"/root/{package.name}")


@contextmanager
def clean_root(folder):
    """Make a bare Debian in a folder; its mounts are taken away again."""
    made = ["debootstrap", "--variant=minbase", *components(), release(), str(folder)]
    subprocess.run(made, check=True, capture_output=True)
    mounted = []
    try:
        for kind, place in (("proc", "proc"), ("tmpfs", "dev/shm")):
            target = folder / place
            target.mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "-t", kind, kind, str(target)], check=True)
            mounted.append(target)
        yield CleanRoot(folder)
    finally:
        for target in reversed(mounted):
            subprocess.run(["umount", "-l", str(target)], check=False)


@contextmanager
def screen(folder):
    """A screen for windows of the clean root: gives the name of the display."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-ac"]
    command += ["-nolisten", "tcp", "-fbdir", str(folder)]
    with (folder / "xvfb.log").open("wb") as log:
        server = subprocess.Popen(command, pass_fds=(write,), stderr=log)
        os.close(write)
        try:
            yield f":{os.read(read, 20).decode().strip()}"
        finally:
            os.close(read)
            server.terminate()
            server.wait(10)


def pixels_of(frame):
    """Where the pixels begin in the picture of the screen, a file in the form of xwd."""
    with frame.open("rb") as file:
        head = file.read(100)
    size, colors = (int.from_bytes(head[i : i + 4], "big") for i in (0, 76))
    return size + 12 * colors
