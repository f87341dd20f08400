"""Small regions judged by trying every plan of them, question by question.

    python -m tests.benchmarks.exhaustive --regions 300

For every question (default, lowest, at most so many changes, one institution, a limit that
components share, weights, ...) random regions are drawn until so many were tried in all. Told is in
how many the proposal is not among the best plans by rank, or tells a bound that a plan contradicts;
the seed of each is named, to try it again with ``--question`` and ``--seed``. Ends with 1 if there
are any.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from time import monotonic

from tests.optimise.exhaustive import disagreements
from tests.optimise.small_regions import QUESTIONS, small_case


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row per question, and every disagreement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--regions", type=int, default=300, help="in all questions together")
    parser.add_argument("--question", choices=QUESTIONS, action="append")
    parser.add_argument("--seed", type=int, default=0, help="of the first region")
    asked = parser.parse_args(arguments)
    questions = asked.question or QUESTIONS
    wrong = dict.fromkeys(questions, 0)
    count, seconds = dict.fromkeys(questions, 0), dict.fromkeys(questions, 0.0)
    for number in range(asked.regions):
        question, seed = questions[number % len(questions)], asked.seed + number // len(questions)
        begin = monotonic()
        found = disagreements(small_case(question, seed))
        seconds[question] += monotonic() - begin
        count[question] += 1
        wrong[question] += bool(found)
        for sentence in found:
            print(f"{question} {seed}: {sentence}", file=sys.stderr, flush=True)
    print("| question | regions | disagreements | s |")
    print("|---|---|---|---|")
    for question in questions:
        print(f"| {question} | {count[question]} | {wrong[question]} | {seconds[question]:.0f} |")
    total = sum(wrong.values())
    print(f"| all | {sum(count.values())} | {total} | {sum(seconds.values()):.0f} |")
    return int(total > 0)


if __name__ == "__main__":
    sys.exit(main())
