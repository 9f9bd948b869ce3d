"""``python -m metaunsup.examples``: list the examples, or run one."""

from __future__ import annotations

import argparse
import importlib
import sys

from metaunsup.cli.arguments import PROGRAM, Parser, shown
from metaunsup.cli.main import main
from metaunsup.cli.output import table
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

EXAMPLES = ("first_task", "train_and_compare", "own_learner")


def build_parser(say: Say) -> Parser:
    """The command line of the examples."""
    parser = Parser(say, prog=f"{PROGRAM}.examples", description=say("examples.about"))
    group = parser.add_argument_group(say("examples.heading"))
    group.add_argument("name", nargs="?", metavar="NAME", help=say("examples.name"))
    parser.set_defaults(run=run)
    return parser


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Run the example that is named; list all where none is."""
    if chosen.name is None:
        print(say("examples.list", program=f"{PROGRAM}.examples"))
        print(table([["", name, say(f"examples.{name}.about")] for name in EXAMPLES]))
    elif chosen.name in EXAMPLES:
        importlib.import_module(f"metaunsup.examples.{chosen.name}").run(say)
    else:
        raise MetaUnsupError("cli_unknown_example", name=shown(chosen.name), known=EXAMPLES)
    return 0


if __name__ == "__main__":
    sys.exit(main(own_process=True, build=build_parser))
