"""Where the command line begins: language, command, and one sentence with exit code 2 for whatever goes wrong.

Heavy imports wait inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from metaunsup.cli import (
    app,
    apply,
    compare,
    data,
    draw,
    evaluate,
    generate,
    project,
    runs,
    study,
    train,
    transfer,
    turn,
)
from metaunsup.cli.arguments import PROGRAM, Parser, split_language
from metaunsup.errors import MetaUnsupError
from metaunsup.runs.terminated import Terminated, listen
from metaunsup.words import Say

COMMANDS = (app, data, train, runs, evaluate, compare, study, transfer, draw, turn, project, generate, apply)
THREADS = {"train": 2}  # of one worker; every other command has one thread
DONE, BAD_INPUT, INTERRUPTED, NOBODY_READS, TERMINATED = 0, 2, 130, 141, 143


def build_parser(say: Say) -> Parser:
    """The whole command line, its help in the language of ``say``."""
    parser = Parser(say, prog=PROGRAM, description=say("cli.about"), epilog=say("cli.epilog"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=say("cli.commands"))
    for command in COMMANDS:
        command.add(commands, say)
    parser.set_defaults(run=_nothing_to_do)
    return parser


def _nothing_to_do(_: object, __: Say) -> int:
    raise MetaUnsupError("cli_no_command", program=PROGRAM)


def main(
    argv: Sequence[str] | None = None, *, own_process: bool = False, build: Callable[[Say], Parser] = build_parser
) -> int:
    """Run one command and return its exit code; never raises for bad input, a full disk or Ctrl-C.

    ``own_process``: this is a program of its own (not a test or a notebook), so its threads may be bounded and its
    streams adjusted. ``build`` makes the parser that reads its arguments.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    say = Say()
    _open_streams()
    if own_process:
        _settle(arguments)
    try:
        lang, arguments = split_language(arguments)
        say = Say(lang)
        chosen = build(say).parse_args(arguments)
        code = int(chosen.run(chosen, say))
        sys.stdout.flush()
    except SystemExit as stop:  # --help
        code = stop.code if isinstance(stop.code, int) else DONE
    except MetaUnsupError as error:
        code = _complain(say.explain(error), BAD_INPUT)
    except KeyboardInterrupt as stop:
        code = _complain(say("cli.interrupted"), TERMINATED if isinstance(stop, Terminated) else INTERRUPTED)
    except BrokenPipeError:
        code = NOBODY_READS
        if own_process:  # or the interpreter complains when it flushes at its end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        where = error.filename or say("cli.standard_output")
        code = _complain(say("error.cli_system", where=where, reason=error.strerror or error), BAD_INPUT)
        if own_process:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _complain(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _open_streams() -> None:
    """Nobody who closed a stream (``>&-``) wants to read it: what is written there is lost, and nothing else.

    A closed descriptor is filled, too, or the next file that is opened would be taken for standard output.
    """
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for as long as the program runs


def _settle(arguments: Sequence[str]) -> None:
    """Bound the threads of the libraries still to be imported; no character stops a printed line; a kill is Ctrl-C."""
    threads = max((count for command, count in THREADS.items() if command in arguments), default=1)
    # Read when torch, BLAS and scikit-learn are loaded. Idle OpenMP threads that spin make a busy machine crawl.
    if "app" not in arguments:  # whose trainings, processes of their own, would inherit it
        os.environ.setdefault("OMP_NUM_THREADS", str(min(threads, os.cpu_count() or 1)))
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    listen()  # a scheduler's polite kill loses nothing, either
