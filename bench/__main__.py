"""`python -m bench`: build what is missing, measure, print the table.

The sizes come from N: `make bench` takes 10 and 1,000 texts, `make bench
N=10,1000,10000` the whole row. ROUNDS says how many pairs (40).
"""

from bench import boot
from bench import dataset
from bench import report
from pathlib import Path

import argparse
import os
import tempfile


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--n",
        default=os.environ.get("N", "10,1000"),
        help="numbers of texts, such as 10,1000,10000 (or N=)",
    )
    parser.add_argument("--only", default="", help="works whose name holds this word")
    parser.add_argument(
        "--write",
        action="store_true",
        help=f"put the table into {report.PAGE.relative_to(dataset.ROOT)}",
    )
    parser.add_argument(
        "--any-shape",
        action="store_true",
        help="take older data sets rather than build them anew",
    )
    return parser.parse_args()


def main() -> None:
    """Measure."""
    arguments = _arguments()
    counts = sorted({int(number) for number in arguments.n.split(",")})
    places = dataset.ensure(counts, any_shape=arguments.any_shape)
    with tempfile.TemporaryDirectory(prefix="leap-cop-bench-") as work:
        boot.start(Path(work) / "home")
        from bench import floors
        from bench import session

        floors.register()
        found = session.Session(places, counts, Path(work))
        found.run(only=arguments.only)
        found.close()
    page = report.table(found)
    print(page)
    if arguments.write:
        report.write(page)


if __name__ == "__main__":
    main()
