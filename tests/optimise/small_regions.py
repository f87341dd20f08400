"""Regions so small that every plan can be tried, at random from a seed, for every question."""

import random
from dataclasses import dataclass, field, replace
from math import prod

from stageplanner.domain.form import Form
from stageplanner.domain.planning.question_scope import QuestionScope, within_limits
from stageplanner.domain.policy import Goals, Policy, Rules
from stageplanner.domain.state import State
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.result import Settings
from tests.builders import company, holiday, period, region

SCHOOLS = ("Linge College", "Biesbos College")
PROGRAMMES = ("25655", "25656", "25958")
#: Combinations of options that are tried in one component, and in the region.
MOST, MOST_TOGETHER = 2_000, 40_000

QUESTIONS = (
    "default",
    "lowest",
    "max_changes",
    "institution",
    "most_weeks",
    "shared_limit",
    "shared_max_changes",
    "load_weights",
    "served_first",
    "split",
    "weigh",
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A region and what is asked of it."""

    name: str
    state: State
    settings: Settings = field(default_factory=Settings)
    scope: QuestionScope = field(default_factory=QuestionScope)

    @property
    def asked(self) -> State:
        """The region within the scope of the question."""
        return within_limits(self.state, self.scope)


def _period(draw: random.Random, number: int, programmes: tuple[str, ...], **fields):
    start, weeks = draw.randint(0, 4), draw.randint(1, 3)
    days = draw.choice(["ma di", "wo do vr", "ma di wo vr", "do", None])
    open_days = {} if days else {"days_per_week": draw.randint(1, 4)}
    return period(
        f"S{number}",
        start=start,
        weeks=weeks,
        days=days,
        students=draw.randint(1, 12),
        programme=draw.choice(programmes),
        institution=draw.choice(SCHOOLS),
        group=draw.choice("ABCD"),
        allowed_forms=draw.choice([(Form.LINT,), (Form.BLOK,), (Form.LINT, Form.BLOK)]),
        earliest=draw.randint(max(0, start - 2), start),
        latest=start + weeks - 1 + draw.randint(0, 3),
        fixed=draw.random() < 0.15,
        niveau=draw.choice([1, 2, 3, 4]),
        **open_days | fields,
    )


def _whole_group(draw: random.Random, number: int):
    """A group that may go in two halves: weeks 0 to 19 are the first half of the year."""
    return period(
        f"S{number}",
        start=draw.choice([17, 18, 21]),
        weeks=2,
        students=draw.randint(2, 9),
        group=draw.choice("AB"),
        allowed_forms=(Form.BLOK,),
        earliest=16,
        latest=23,
        splittable=draw.random() < 0.7,
        niveau=draw.choice([2, 3]),
    )


def _companies(draw: random.Random, programmes: tuple[str, ...]):
    return [
        company(str(k), draw.randint(1, 18), draw.sample(programmes, draw.randint(1, 2)))
        for k in range(draw.randint(1, 3))
    ]


def small_case(question: str, seed: int) -> Case:
    """A region for a question; every seed gives one, small enough to try every plan of it."""
    draw = random.Random(f"{question} {seed}")
    while True:
        case = _case(question, draw)
        sizes = [
            prod(len(task.options) for task in instance.tasks)
            for instance in build_instances(case.asked)
        ]
        is_small = max(sizes, default=0) <= MOST and prod(sizes) <= MOST_TOGETHER
        if is_small and any(size > 1 for size in sizes):
            # Half of them ask for the knee where the target is out of reach, half for all.
            share = random.Random(f"share {question} {seed}").choice([None, 1.0])
            return replace(case, settings=replace(case.settings, shortage_share=share))


def _case(question: str, draw: random.Random) -> Case:
    wide = question in ("max_changes", "institution", "most_weeks")
    shared = question.startswith("shared")
    programmes = PROGRAMMES[: draw.randint(2, 3)]
    rules, policy, settings, scope = Rules(), {}, {}, {}
    if shared:
        limit = draw.choice(["most_away", "most_contact_moments"])
        rules = Rules(**{limit: draw.randint(4, 16)})
    if question == "split":
        limit = draw.choice([None, None, draw.randint(2, 9)])
        rules = Rules(proposes_splits=True, most_away=limit)
        own = [_whole_group(draw, k) for k in range(draw.randint(1, 3))]
        companies = [company("0", draw.randint(1, 9))]
    else:
        count = draw.randint(3, 5) if wide or shared else draw.randint(2, 4)
        own = [_shared(draw, k) if shared else _period(draw, k, programmes) for k in range(count)]
        companies = (
            [
                company("0", draw.randint(2, 9), ["25655"]),
                company("1", draw.randint(2, 9), ["25958"]),
            ]
            if shared
            else _companies(draw, programmes)
        )
    if question == "load_weights":
        policy["load_weights"] = {1: 1.5, 4: draw.choice([0.5, 0.8])}
    if question == "weigh":
        policy["goals"] = Goals(weigh=True)
    if "max_changes" in question:
        settings["max_changes"] = draw.randint(0, 2)
    if question == "lowest":
        settings["target"] = None
    if question == "institution":
        scope["institutions"] = (draw.choice(SCHOOLS),)
    if question == "most_weeks":
        scope["most_weeks_shift"] = draw.randint(0, 1)
    days_off = [holiday(draw.randint(1, 5), 1, SCHOOLS[0])] if draw.random() < 0.3 else []
    state = region(own, companies, days_off)
    return Case(
        name=question,
        state=replace(state, policy=Policy(rules=rules, **policy)),
        settings=Settings(**{"gap": 0.0, "workers": 1, "time_limit": 30.0} | settings),
        scope=QuestionScope(**scope),
    )


def _shared(draw: random.Random, number: int):
    return period(
        f"S{number}",
        start=draw.randint(0, 2),
        weeks=1,
        students=draw.randint(2, 6),
        programme=("25655", "25958")[number % 2],
        institution=draw.choice([SCHOOLS[0], SCHOOLS[0], SCHOOLS[1]]),
        allowed_forms=(Form.BLOK,),
        earliest=0,
        latest=3,
        niveau=draw.choice([1, 2, 3, 4]),
    )
