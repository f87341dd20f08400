"""What is said of a question with limits of its own is true of that question."""

from dataclasses import replace

import pytest

from stageplanner.domain.plan import Proof, ShortageProof, Status, Within
from stageplanner.load.question_sentence import question_sentence
from stageplanner.messages import LANGUAGES, sentence

PROOF = Proof(
    programmes=("25650",),
    periods=8,
    wish_peak=1.4,
    peak=1.347,
    lower_bound=1.347,
    target=1.0,
    changes=0,
    changes_lower_bound=0,
    status=Status.LIMITED,
)

KNEE = ShortageProof(
    share=0.9, wish=24.0, left=5.0, least=4.0, lower_bound=3.0, changes=4, changes_lower_bound=3
)


def said(within, **fields):
    proof = replace(PROOF, within=within, **fields)
    return question_sentence(proof, within, "Apothekersassistent")


def test_that_an_unreachable_target_stays_so_without_the_limit():
    problem = said(Within(institutions=("Linge College",), lower_bound=1.1224))
    assert sentence(problem, "en") == (
        "Apothekersassistent: while only Linge College is asked, 100% is not reached; the peak "
        "comes to 134.7% with 0 changes, and lower than 134.7% is impossible so (proven). Without "
        "that limit 100% cannot be reached either: lower than 112.2% is then impossible (proven)."
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "within_short"),
        ({"lower_bound": 0.0}, "within_open"),
        ({"target": None}, "within_lowest"),
        ({"shortage": KNEE, "changes": 2}, "within_knee_open"),
        ({"shortage": KNEE, "changes": 2, "changes_lower_bound": 1}, "within_knee"),
        ({"shortage": KNEE, "changes": 2, "changes_lower_bound": 2}, "within_knee_proven"),
        ({"shortage": replace(KNEE, left=20.0)}, "within_knee_crowded"),
        ({"shortage": replace(KNEE, left=24.0, least=24.0)}, "within_knee_none"),
        ({"peak": 0.9, "lower_bound": 0.8, "changes": 2}, "within_fewest"),
        ({"peak": 0.9, "lower_bound": 0.8, "status": Status.PROVEN}, "within_fewest_proven"),
    ],
)
def test_that_every_outcome_has_its_sentence(fields, code):
    for within in (
        Within(max_changes=1, lower_bound=0.7),
        Within(institutions=(), most_weeks_shift=0),
        Within(institutions=("A", "B"), max_changes=3),
    ):
        problem = said(within, **fields)
        assert problem.code == code
        for language in LANGUAGES:
            assert "{" not in sentence(problem, language)


@pytest.mark.parametrize(
    ("within", "fields", "code"),
    [
        (Within(max_changes=0), {}, "without_unknown"),
        (Within(max_changes=0, lower_bound=1.1), {}, "without_impossible"),
        (Within(max_changes=0, lower_bound=0.8), {"changes_lower_bound": 3}, "without_needs"),
        (Within(max_changes=0, lower_bound=0.8), {}, "without_bound"),
        # A number that was proven for one institution says nothing of all.
        (
            Within(institutions=(), lower_bound=0.8),
            {"changes_lower_bound": 3},
            "without_bound",
        ),
    ],
)
def test_that_nothing_is_said_without_the_limit_but_what_is_known(within, fields, code):
    assert said(within, **fields).values["without"].code == code
