"""The list of runs as a SQLite database: a copy of what the folders say, quick to filter and sort.

Connections last for one question, so a database that somebody deletes, even under a running program, is noticed at
the next. One that is missing, damaged or of another version is made anew from the folders.
"""

from __future__ import annotations

import contextlib
import math
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import JSON, Connection, Dialect, Engine, Float, Index, Integer, String, create_engine, event, select
from sqlalchemy.exc import DBAPIError, NoSuchColumnError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import NullPool
from sqlalchemy.types import TypeDecorator, TypeEngine

from metaunsup.errors import MetaUnsupError
from metaunsup.runs.folder import STATUSES

T = TypeVar("T")
FILE, VERSION = "runs.sqlite", 1
WAIT = 4.0  # seconds for other processes' short transactions; a page waits no longer for one that hangs
REBUILDING = 20.0  # seconds for another process that makes the list anew
ATTEMPTS = 4  # somebody may delete the database, or parts of it, again and again
# no damage, but how things are: making the list anew would not help
_AS_IT_IS: tuple[int, ...] = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL)
_AS_IT_IS += (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_AUTH)


class Checked(TypeDecorator[Any]):
    """A column that gives back what may be in it, or raises ValueError: SQLite itself takes anything anywhere."""

    impl, cache_ok = String, True

    def __init__(self, kind: TypeEngine[Any], wanted: type | tuple[type, ...], *, none: bool = True) -> None:
        super().__init__()
        self.kind, self.wanted, self.none = kind, wanted, none

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's type for SQLite."""
        return dialect.type_descriptor(self.kind)

    def coerce_compared_value(self, op: object, value: object) -> TypeEngine[Any]:
        """What it is compared to is of its type."""
        return self.kind

    def process_result_value(self, value: Any, dialect: object) -> Any:
        """``value``, if it is of this column's kind."""
        good = self.none if value is None else isinstance(value, self.wanted)
        if not good or (isinstance(value, float) and not math.isfinite(value)):
            raise ValueError(f"{value!r} is no {self.wanted}")
        return value


class Place(Checked):
    """A path. Bytes of it that are no text, lone surrogates, are kept as characters of private use."""

    cache_ok = True
    _KEPT: ClassVar[dict[int, int]] = {code: code - 0xDC80 + 0xF780 for code in range(0xDC80, 0xDD00)}
    _GIVEN: ClassVar[dict[int, int]] = {kept: code for code, kept in _KEPT.items()}

    def coerce_compared_value(self, op: object, value: object) -> TypeEngine[Any]:
        """What it is compared to is a path, too."""
        return self

    def process_bind_param(self, value: Any, dialect: object) -> Any:
        """``value`` in characters that SQLite takes."""
        return value.translate(self._KEPT) if isinstance(value, str) else value

    def process_result_value(self, value: Any, dialect: object) -> Any:
        """The path as the system has it."""
        return super().process_result_value(value, dialect).translate(self._GIVEN)


class OneOf(TypeDecorator[Any]):
    """A column of few values, for the rest like ``Checked``."""

    impl, cache_ok = String, True

    def __init__(self, kind: TypeEngine[Any], choices: tuple[Any, ...]) -> None:
        super().__init__()
        self.kind, self.choices = kind, choices

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's type for SQLite."""
        return dialect.type_descriptor(self.kind)

    def process_result_value(self, value: Any, dialect: object) -> Any:
        """``value``, if it is one of them, as it was written (1 and True are the same to SQLite)."""
        return self.choices[self.choices.index(value)]


_OBJECT = dict[str, Any]


class Base(DeclarativeBase):
    """Tables of this database."""

    type_annotation_map: ClassVar = {
        str: Checked(String(), str),
        int: Checked(Integer(), int),
        float: Checked(Float(), (float, int)),
        bool: OneOf(Integer(), (False, True)),
        _OBJECT: Checked(JSON(none_as_null=True), dict),
    }


class Run(Base):
    """One run. The columns up to ``finished`` are what its folder says; the rest is known here alone."""

    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    note: Mapped[str]
    starred: Mapped[bool]
    settings: Mapped[_OBJECT] = mapped_column(Checked(JSON(), dict, none=False))
    learner: Mapped[str]
    pool: Mapped[str]
    seed: Mapped[int]
    steps: Mapped[int]
    token: Mapped[str | None]
    branch_of: Mapped[str | None]
    folder: Mapped[str] = mapped_column(Place(String(), str, none=False))
    status: Mapped[str] = mapped_column(OneOf(String(), STATUSES))
    stage: Mapped[str | None]
    error: Mapped[_OBJECT | None]
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
            code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0) & 0xFF
            if isinstance(error, Timeout) or code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise MetaUnsupError("runs_list_busy", path=self.root / FILE) from error
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
            if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _AS_IT_IS:
                raise
            raise _Unusable(str(error.orig)) from error  # damaged, or deleted under our hands
        except (ValueError, NoSuchColumnError) as error:
            if isinstance(error, MetaUnsupError):
                raise
            raise _Unusable(str(error)) from error  # JSON that is none

    def rebuild(self) -> None:
        """Make a database that cannot be used anew from the folders."""
        self.root.mkdir(parents=True, exist_ok=True)
        with FileLock(self.root / "rebuild.lock", timeout=REBUILDING, thread_local=False):
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
