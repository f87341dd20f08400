"""The autosave journal: what was confirmed comes back after a crash."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given

from stageplanner.domain.plan import Plan
from stageplanner.domain.policy import Policy
from stageplanner.store.document import Document
from stageplanner.store.file.save_load import load, load_with_content, save
from stageplanner.store.recovery.journal import Journal, Unsaved, find_all_unsaved, find_unsaved
from stageplanner.store.recovery.journal_changes import apply_changes, changes_between
from tests.properties import examples
from tests.store.document_strategies import DOCUMENT, document, event, leerbedrijf, period, plan


@pytest.mark.slow
@given(DOCUMENT, DOCUMENT)
@example(document(), Document())  # something in every part
@example(Document(), document())
@examples(150, *HealthCheck)
def test_that_the_changes_between_any_two_documents_lead_from_one_to_the_other(one, other):
    assert apply_changes(one, changes_between(one, other)) == other


def edits(start: Document) -> list[Document]:
    """A morning's work: one document after each verb."""
    state = start.state
    moved = replace(state.periods[1], students=30)
    after = [replace(start, state=replace(state, periods=(state.periods[0], moved)))]
    after.append(replace(start, history=(*start.history, event(7))))
    more = (*state.leerbedrijven, leerbedrijf(99))
    after.append(replace(start, state=replace(state, leerbedrijven=more, plan=None)))
    after.append(replace(after[-1], state=replace(after[-1].state, plan=plan("nieuw", 2))))
    after.append(replace(after[-1], plans=(*start.plans, Plan(name="leeg")), mappings=()))
    policy = replace(state.policy, target=1, institutions={})
    after.append(replace(after[-1], state=replace(after[-1].state, policy=policy)))
    after.append(start)
    after.append(replace(start, state=replace(state, periods=(period(8), *state.periods))))
    return after


def crash(journal: Journal) -> None:
    """Let go of the journal without closing it, as the system does for a dead process."""
    if journal._handle is not None:
        os.close(journal._handle)


@pytest.mark.parametrize("count", range(1, 9))
def test_that_every_confirmed_edit_comes_back_after_a_crash(tmp_path, count):
    path, folder = tmp_path / "regio.stageplan", tmp_path / "state"
    start = document()
    journal = Journal(path, start, save(path, start), folder=folder)
    for after in edits(start)[:count]:
        assert journal.record(after) is None
    crash(journal)
    unsaved = find_unsaved(path, load(path), folder=folder)
    if edits(start)[count - 1] == start:
        assert unsaved is None
    else:
        assert unsaved.document == edits(start)[count - 1]
        assert (unsaved.edits, unsaved.path) == (count, path)


def test_that_a_journal_makes_its_own_copy_where_no_bytes_are_given(tmp_path):
    journal = Journal(None, document(), folder=tmp_path)
    journal.record(edits(document())[0])
    crash(journal)
    assert find_unsaved(None, Document(), folder=tmp_path).document == edits(document())[0]


def test_that_reading_a_project_writes_nothing(tmp_path):
    path, folder = tmp_path / "regio.stageplan", tmp_path / "state"
    start = document()
    journal = Journal(path, start, save(path, start), folder=folder)
    assert journal.record(start) is None
    journal.close()
    assert not folder.exists() or not any((folder / "unsaved").iterdir())


def test_that_closing_and_saving_leave_no_journal(tmp_path):
    path, folder = tmp_path / "regio.stageplan", tmp_path / "state"
    journal = Journal(path, document(), save(path, document()), folder=folder)
    after = edits(document())[0]
    journal.record(after)
    assert not journal.is_empty
    content = save(path, after)
    journal.close()
    assert journal.is_empty
    assert list((folder / "unsaved").iterdir()) == []
    journal = Journal(path, after, content, folder=folder)
    journal.record(document())
    journal.close()
    assert list((folder / "unsaved").iterdir()) == []
    assert find_unsaved(path, load(path), folder=folder) is None


def test_that_the_journal_of_a_living_window_is_not_offered(tmp_path):
    path, folder = tmp_path / "regio.stageplan", tmp_path / "state"
    journal = Journal(path, document(), save(path, document()), folder=folder)
    journal.record(edits(document())[0])
    assert find_unsaved(path, load(path), folder=folder) is None
    assert find_all_unsaved(folder=folder) == ()
    journal.record(edits(document())[1])
    crash(journal)
    assert find_unsaved(path, load(path), folder=folder).edits == 2


def test_that_a_crash_between_saving_and_closing_offers_nothing(tmp_path):
    path, folder = tmp_path / "regio.stageplan", tmp_path / "state"
    journal = Journal(path, document(), save(path, document()), folder=folder)
    after = edits(document())[0]
    journal.record(after)
    save(path, after)
    crash(journal)
    assert find_unsaved(path, load(path), folder=folder) is None
    assert list((folder / "unsaved").iterdir()) == []


def test_that_work_comes_back_though_the_file_changed_or_went(tmp_path):
    path, folder = tmp_path / "regio.stageplan", tmp_path / "state"
    journal = Journal(path, document(), save(path, document()), folder=folder)
    after = edits(document())[0]
    journal.record(after)
    crash(journal)
    save(path, Document())
    assert find_unsaved(path, load(path), folder=folder).document == after
    path.unlink()
    assert [found.document for found in find_all_unsaved(folder=folder)] == [after]


@pytest.mark.parametrize("lost", [2, 5, 40, 200])
def test_that_a_line_cut_in_half_costs_only_itself(tmp_path, lost):
    path, folder = tmp_path / "regio.stageplan", tmp_path / "state"
    journal = Journal(path, document(), save(path, document()), folder=folder)
    first, second = edits(document())[:2]
    journal.record(first)
    journal.record(second)
    crash(journal)
    (place,) = (folder / "unsaved").iterdir()
    content = (place / "journal").read_bytes()
    (place / "journal").write_bytes(content[:-lost])
    assert find_unsaved(path, load(path), folder=folder).document == first


def test_that_a_damaged_copy_is_not_offered_as_work(tmp_path):
    path, folder = tmp_path / "regio.stageplan", tmp_path / "state"
    journal = Journal(path, document(), save(path, document()), folder=folder)
    journal.record(edits(document())[0])
    crash(journal)
    (place,) = (folder / "unsaved").iterdir()
    (place / "base.stageplan").write_bytes(b"x")
    assert find_unsaved(path, load(path), folder=folder) is None


def test_that_a_journal_that_cannot_be_written_says_so_and_catches_up(tmp_path, monkeypatch):
    from stageplanner.store.disk import atomic_write

    path, folder = tmp_path / "regio.stageplan", tmp_path / "state"
    journal = Journal(path, document(), save(path, document()), folder=folder)
    first, second = edits(document())[:2]
    assert journal.record(first) is None
    with monkeypatch.context() as broken:

        def fail(_handle):
            raise OSError(28, "No space left on device")

        broken.setattr(atomic_write, "sync", fail)
        assert journal.record(second).code == "store_journal_failed"
    third = edits(document())[2]
    assert journal.record(third) is None
    crash(journal)
    assert find_unsaved(path, load(path), folder=folder).document == third


def test_that_work_taken_over_survives_a_second_crash(tmp_path):
    path, folder = tmp_path / "regio.stageplan", tmp_path / "state"
    journal = Journal(path, document(), save(path, document()), folder=folder)
    journal.record(edits(document())[0])
    crash(journal)
    opened, content = load_with_content(path)
    unsaved = find_unsaved(path, opened, folder=folder)
    second = Journal(path, opened, content, folder=folder)
    assert second.take_over(unsaved) is None
    crash(second)
    assert find_unsaved(path, opened, folder=folder).document == edits(document())[0]


def test_that_a_crash_while_taking_over_offers_the_work_once(tmp_path, monkeypatch):
    path, folder = tmp_path / "regio.stageplan", tmp_path / "state"
    journal = Journal(path, document(), save(path, document()), folder=folder)
    journal.record(edits(document())[0])
    crash(journal)
    opened, content = load_with_content(path)
    second = Journal(path, opened, content, folder=folder)
    unsaved = find_unsaved(path, opened, folder=folder)
    with monkeypatch.context() as killed:
        killed.setattr(Unsaved, "discard", lambda _: None)
        second.take_over(unsaved)
    crash(second)
    assert len(list((folder / "unsaved").iterdir())) == 2
    assert find_unsaved(path, opened, folder=folder).document == edits(document())[0]
    assert len(list((folder / "unsaved").iterdir())) == 1


def test_that_a_journal_of_before_there_were_goals_is_read():
    """Work that a crash of the version before left must not be lost by an update."""
    one = document()
    other = replace(one, state=replace(one.state, policy=Policy(target=0.9)))
    changes = changes_between(one, other)
    changes["policy"] = changes["policy"][:3]
    assert apply_changes(one, changes) == other
