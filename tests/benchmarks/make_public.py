"""Make the public data set anew: ``python -m tests.benchmarks.make_public [--seconds S]``.

Writes ``resources/bench``: every instance without names, and the best plan and bounds that a
solve of so many seconds finds for both questions.
"""

import argparse
import gzip
import json
from pathlib import Path

from stageplanner.benchmark import dataset
from stageplanner.optimise.result import Settings
from stageplanner.planning import optimise
from stageplanner.support.anonymise import nameless
from tests.benchmarks import generate, instances

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "bench"

SMALL = generate.Size(60, 1_500, 120, 4)


def states():
    """Every instance by its name."""
    return {
        "small": generate.region(SMALL, 3, chambers=generate.SECTORS[:1]),
        "example": instances.state_of("voorbeeldregio"),
        "large": instances.state_of("grote-regio"),
    }


def main():
    """Read the command line, solve and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--instance", action="append")
    given = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    for name, region in states().items():
        if given.instance and name not in given.instance:
            continue
        told = dataset.write_instance(nameless(region), name)
        state = dataset.read_instance(told)
        packed = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        (FOLDER / f"{name}.json.gz").write_bytes(gzip.compress(packed, 9, mtime=0))
        plans = []
        for question in dataset.QUESTIONS:
            target = 1.0 if question == dataset.PROPOSAL else None
            plans.append(
                (question, optimise(state, Settings(target=target, time_limit=given.seconds)))
            )
        best = dataset.best_of(state, plans, name)
        target_file = FOLDER / f"{name}.best.json"
        target_file.write_text(json.dumps(best, indent=1) + "\n", "utf-8")
        for question, entry in best["questions"].items():
            print(name, question, entry["peak"], entry["changes"])


if __name__ == "__main__":
    main()
