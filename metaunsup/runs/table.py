"""The list of runs as a SQLite database: a copy of what the folders say, quick to filter and sort.

Connections last for one question, so a database that somebody deletes, even under a running program, is noticed at
the next. One that is missing, damaged or of another version is made anew from the folders.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock
from sqlalchemy import JSON, Connection, Engine, Index, create_engine, event, select
from sqlalchemy.exc import DBAPIError, NoSuchColumnError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import NullPool

from metaunsup.errors import MetaUnsupError

T = TypeVar("T")
FILE, VERSION = "runs.sqlite", 1
WAIT = 30.0  # seconds for other processes' short transactions, on a machine that is busy
ATTEMPTS = 4  # somebody may delete the database, or parts of it, again and again
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)  # the last: deleted under our hands


class Base(DeclarativeBase):
    """Tables of this database."""


class Run(Base):
    """One run. The columns up to ``finished`` are what its folder says; the rest is known here alone."""

    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    note: Mapped[str]
    starred: Mapped[bool]
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    learner: Mapped[str]
    pool: Mapped[str]
    seed: Mapped[int]
    steps: Mapped[int]
    token: Mapped[str | None]
    branch_of: Mapped[str | None]
    folder: Mapped[str]
    status: Mapped[str]
    stage: Mapped[str | None]
    error: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    step: Mapped[int]
    loss: Mapped[float | None]
    accuracy: Mapped[float | None]
    kmeans: Mapped[float | None]
    seconds: Mapped[float]
    items_seen: Mapped[int]
    created: Mapped[float]
    started: Mapped[float | None]
    finished: Mapped[float | None]
    stamp: Mapped[str]  # of the folder, when it was read
    words: Mapped[str] = mapped_column(default="")  # name and note without capitals, to search in
    position: Mapped[int] = mapped_column(default=0)  # in the queue: the smallest is next
    request: Mapped[str | None] = mapped_column(default=None)  # "pause" or "cancel", for the worker to read
    beat: Mapped[float] = mapped_column(default=0.0)  # the machine's monotonic clock when the worker last wrote

    __table_args__ = (Index("by_status", "status"), Index("by_created", "created"))


class Database:
    """``ROOT/runs.sqlite``; ``fill`` puts into a new one what the folders say."""

    def __init__(self, root: Path, fill: Callable[[Session], object]) -> None:
        self.root, self._fill = root, fill
        self._engine = _engine(root / FILE)

    def read(self, work: Callable[[Session], T]) -> T:
        """``work`` on what the database says at one moment."""
        return self._try(work, writing=False)

    def write(self, work: Callable[[Session], T]) -> T:
        """``work`` in one transaction, while nobody else writes; kept if it returns, undone if it raises."""
        return self._try(work, writing=True)

    def _try(self, work: Callable[[Session], T], *, writing: bool) -> T:
        try:
            for _ in range(ATTEMPTS - 1):
                try:
                    return self._once(work, writing=writing)
                except _Unusable:
                    self.rebuild()
            return self._once(work, writing=writing)
        except (DBAPIError, OSError, _Unusable) as error:
            reason = getattr(error, "strerror", None) or getattr(error, "orig", None) or error
            raise MetaUnsupError("runs_list_unusable", path=self.root / FILE, reason=reason) from error

    def _once(self, work: Callable[[Session], T], *, writing: bool) -> T:
        try:
            if not (self.root / FILE).is_file():
                raise _Unusable("missing")
            engine = self._engine.execution_options(writing=writing)
            with Session(engine, expire_on_commit=False) as session, session.begin():
                if session.connection().exec_driver_sql("PRAGMA user_version").scalar() != VERSION:
                    raise _Unusable("of another version")
                return work(session)
        except DBAPIError as error:
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            if code in _DAMAGED or "no such" in str(error.orig):  # a table or column
                raise _Unusable(str(error.orig)) from error
            raise
        except (ValueError, NoSuchColumnError) as error:
            if isinstance(error, MetaUnsupError):
                raise
            raise _Unusable(str(error)) from error  # JSON that is none

    def rebuild(self) -> None:
        """Make a database that cannot be used anew from the folders."""
        self.root.mkdir(parents=True, exist_ok=True)
        with FileLock(self.root / "rebuild.lock", timeout=60, thread_local=False):
            with contextlib.suppress(_Unusable):
                self._once(_whole, writing=False)
                return  # another process has just done it
            draft = self.root / f".{FILE}.new"
            _unlink(draft)
            with Session(_engine(draft).execution_options(writing=True)) as session, session.begin():
                Base.metadata.create_all(session.connection())
                self._fill(session)
                session.connection().exec_driver_sql(f"PRAGMA user_version = {VERSION}")
            _unlink(self.root / FILE)  # its log, too, which belongs to no other database
            draft.replace(self.root / FILE)  # in one move: nobody sees half of it


class _Unusable(Exception):  # noqa: N818
    """The database cannot be used as it is."""


def _whole(session: Session) -> None:
    if session.connection().exec_driver_sql("PRAGMA quick_check").scalar() != "ok":
        raise _Unusable("damaged")
    session.scalars(select(Run)).all()  # what is in it can be read


def _unlink(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": WAIT, "check_same_thread": False}
    )
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return engine


def _settle(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where _begin says, not where the driver guesses
    connection.execute("PRAGMA journal_mode = WAL")  # kept in the file: only for a new one this is any work
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
