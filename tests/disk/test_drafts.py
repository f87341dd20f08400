"""Documents are put in place together or not at all, and the sentence says why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stageplanner.disk import drafts as drafts_module
from stageplanner.disk import side_files
from stageplanner.disk.drafts import Drafts, placing
from stageplanner.disk.side_files import mode_of
from stageplanner.messages import LANGUAGES, sentence
from stageplanner.problems import StagePlannerError


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def put(folder: Path, content: bytes, *names: str) -> None:
    with placing() as drafts:
        for name in names:
            drafts.write(folder / name, content)


def code_of(folder: Path, *names: str) -> str:
    with pytest.raises(StagePlannerError) as caught:
        put(folder, b"new", *names)
    assert all(sentence(caught.value.problem, language) for language in LANGUAGES)
    return caught.value.problem.code


def test_that_documents_replace_what_was_there_and_nothing_hidden_is_left(tmp_path):
    put(tmp_path / "in" / "out", b"old", "a", "b")
    put(tmp_path / "in" / "out", b"new", "b", "c")
    assert contents(tmp_path / "in" / "out") == {"a": b"old", "b": b"new", "c": b"new"}


@pytest.mark.skipif(os.name != "posix", reason="permissions of Unix")
def test_that_a_document_stays_closed_to_whom_it_was_closed(tmp_path):
    put(tmp_path, b"old", "a")
    (tmp_path / "a").chmod(0o600)
    put(tmp_path, b"new", "a", "b")
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("a", "b")]
    assert modes == [0o600, mode_of(tmp_path / "none")]


def test_that_nothing_is_there_before_everything_is(tmp_path):
    put(tmp_path, b"old", "a")
    with pytest.raises(RuntimeError), placing() as drafts:
        drafts.write(tmp_path / "a", b"new")
        drafts.write(tmp_path / "deeper" / "b", b"new")
        assert (tmp_path / "a").read_bytes() == b"old"
        raise RuntimeError
    assert contents(tmp_path) == {"a": b"old"} and not (tmp_path / "deeper").exists()


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize("failing", ["a", "b", "c"])
def test_that_what_was_replaced_comes_back(tmp_path, monkeypatch, failing, has_links):
    """The system refuses in the middle, on a disk with and without hard links."""
    put(tmp_path, b"old", "a", "b")
    real = os.replace

    def replace(path, target):
        if Path(target).name == failing and Path(path).read_bytes() == b"new":
            raise PermissionError(13, "held", str(target))
        return real(path, target)

    def no_link(*names):
        raise OSError(95, "no links here")

    monkeypatch.setattr(side_files.os, "replace", replace)
    if not has_links:
        monkeypatch.setattr(drafts_module.os, "link", no_link)
    assert code_of(tmp_path, "a", "b", "c").startswith("export_")
    assert contents(tmp_path) == {"a": b"old", "b": b"old"}


def test_that_every_document_that_is_held_is_named(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "c").mkdir()
    put(tmp_path, b"old", "b")
    with pytest.raises(StagePlannerError) as caught:
        put(tmp_path, b"new", "a", "b", "c")
    assert caught.value.problem.code == "export_files_in_use"
    assert caught.value.problem.values["names"] == ["a", "c"]
    assert contents(tmp_path) == {"b": b"old"}


def test_that_the_sentence_says_why(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    assert code_of(tmp_path / "file", "a") == "export_folder_is_file"
    assert code_of(tmp_path / "file" / "deep", "a") == "export_folder_is_file"
    assert code_of(tmp_path / ("n" * 300), "a") == "export_name_too_long"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_that_a_folder_that_is_closed_to_us_says_so(tmp_path):
    tmp_path.chmod(0o500)
    assert code_of(tmp_path, "a") == "export_folder_forbidden"
    tmp_path.chmod(0o700)


def test_that_what_a_killed_export_left_is_cleared(tmp_path):
    code = (
        "import os, sys; from pathlib import Path;"
        "from stageplanner.disk.drafts import Drafts;"
        "Drafts().write(Path(sys.argv[1]) / 'a', b'half'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert len(contents(tmp_path)) == 1
    put(tmp_path, b"new", "b")
    assert contents(tmp_path) == {"b": b"new"}


@pytest.mark.skipif(not Path("/dev/shm").is_dir() or os.geteuid() != 0, reason="needs root")
def test_that_a_full_disk_says_so_and_keeps_the_old_export_whole(tmp_path):
    """On a real file system of 200 kB that is really full."""
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(tmp_path)], check=False
    )
    if mount.returncode:
        pytest.skip("no rights to mount")
    try:
        put(tmp_path, b"old", "a", "b")
        with pytest.raises(StagePlannerError) as caught, Drafts() as drafts:
            drafts.write(tmp_path / "a", b"n" * 100_000)
            drafts.write(tmp_path / "b", b"n" * 150_000)
        assert caught.value.problem.code == "export_disk_full"
        assert contents(tmp_path) == {"a": b"old", "b": b"old"}
    finally:
        subprocess.run(["umount", str(tmp_path)], check=False)


def test_that_a_document_that_is_held_for_a_moment_is_waited_for(tmp_path, monkeypatch):
    """As on Windows, where a virus scanner holds what was just written."""
    put(tmp_path, b"old", "a", "b")
    real, refusals = os.replace, [PermissionError(13, "held")] * 2

    def replaced(source, target):
        if refusals:
            raise refusals.pop()
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(side_files.os, "replace", replaced)
        patch.setattr(side_files.os, "name", "nt")
        side_files.put_in_place(tmp_path / "a", tmp_path / "b")
    assert contents(tmp_path) == {"b": b"old"}
    assert not refusals
    refusals.append(PermissionError(13, "closed"))
    monkeypatch.setattr(side_files.os, "replace", replaced)
    with pytest.raises(PermissionError):
        side_files.put_in_place(tmp_path / "b", tmp_path / "c")
