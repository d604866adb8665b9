"""What the service remembers: jobs, their events, and uploads, in a database. SQLite and PostgreSQL are used alike.

Every change is one transaction: a service that is killed finds the last state of each job when it starts again.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List, Optional, Sequence

import sqlalchemy as sql
from sqlalchemy.engine import RowMapping

ACCEPTED, RUNNING, SUCCESSFUL, FAILED, DISMISSED = "accepted", "running", "successful", "failed", "dismissed"
PENDING = (ACCEPTED, RUNNING)
# Of pygeoapi: in this form texts are in the order of time.
_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"
_METADATA = sql.MetaData()
# The columns of pygeoapi's managers, then those of the service.
_JOBS = sql.Table(
    "jobs",
    _METADATA,
    sql.Column("identifier", sql.String, primary_key=True),
    sql.Column("type", sql.String, nullable=False, default="process"),
    sql.Column("process_id", sql.String, nullable=False),
    sql.Column("created", sql.String, nullable=False),
    sql.Column("started", sql.String),
    sql.Column("finished", sql.String),
    sql.Column("updated", sql.String, nullable=False),
    sql.Column("status", sql.String, nullable=False, index=True),
    sql.Column("location", sql.String),
    sql.Column("mimetype", sql.String),
    sql.Column("message", sql.String),
    sql.Column("progress", sql.Integer, nullable=False, default=0),
    sql.Column("owner", sql.String, nullable=False, index=True),
    sql.Column("request", sql.Text, nullable=False),
    sql.Column("problem", sql.Text),
    sql.Column("starts", sql.Integer, nullable=False, default=0),
)
_EVENTS = sql.Table(
    "job_events",
    _METADATA,
    sql.Column("job", sql.String, primary_key=True),
    sql.Column("number", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("event", sql.Text, nullable=False),
)
_UPLOADS = sql.Table(
    "uploads",
    _METADATA,
    sql.Column("identifier", sql.String, primary_key=True),
    sql.Column("owner", sql.String, nullable=False, index=True),
    sql.Column("created", sql.String, nullable=False),
    sql.Column("bytes", sql.BigInteger, nullable=False),
    sql.Column("about", sql.Text, nullable=False),
)


def now() -> str:
    """The time as it is kept: UTC."""
    return datetime.now(timezone.utc).strftime(_TIME)


def hours_ago(hours: float) -> str:
    """An earlier time as it is kept."""
    return (datetime.now(timezone.utc) - timedelta(hours=hours)).strftime(_TIME)


def as_kept(text: str) -> str:
    """Return a time of RFC 3339, or a date, as times are kept.

    :raises ValueError: it is neither.
    """
    time = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    return time.astimezone(timezone.utc).strftime(_TIME) if time.tzinfo else time.strftime(_TIME)


def seconds_of(time: str) -> float:
    """A time as it is kept, in seconds since 1970."""
    return datetime.strptime(time, _TIME).replace(tzinfo=timezone.utc).timestamp()


@dataclass(frozen=True)
class JobQuery:
    """Which jobs of a token are listed; ``None`` or empty = all."""

    owner: str
    status: Sequence[str] = ()
    processes: Sequence[str] = ()
    created_from: Optional[str] = None
    created_to: Optional[str] = None
    shortest: Optional[float] = None
    longest: Optional[float] = None


@dataclass(frozen=True)
class Upload:
    """A dataset that a client sent.

    :param about: what its files hold, see :mod:`.uploads`.
    """

    identifier: str
    owner: str
    created: str
    bytes: int
    about: Dict[str, Any]


class Store:
    """The database of a service. Thread-safe.

    :param url: of SQLAlchemy.
    """

    def __init__(self, url: str) -> None:
        self._sqlite = url.startswith("sqlite")
        self._engine = sql.create_engine(url, pool_pre_ping=not self._sqlite)
        # Writers take turns: SQLite allows one at a time, and a count of jobs that wait stays right until one is added.
        self._writing = threading.RLock()
        if self._sqlite:
            sql.event.listen(self._engine, "connect", _set_up_sqlite)
        _METADATA.create_all(self._engine)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    # --- Jobs ---

    def add_job(self, values: Dict[str, Any], most: int, most_of_owner: int) -> bool:
        """Add a job that waits.

        :param most, most_of_owner: jobs that may wait, of all tokens and of the job's.
        :return: False = there are as many already.
        """
        waiting = sql.select(sql.func.count()).select_from(_JOBS).where(_JOBS.c.status == ACCEPTED)
        with self._writing, self._engine.begin() as connection:
            if connection.scalar(waiting) >= most:
                return False
            if connection.scalar(waiting.where(_JOBS.c.owner == values["owner"])) >= most_of_owner:
                return False
            connection.execute(_JOBS.insert().values(**values))
        return True

    def get_job(self, identifier: str, owner: Optional[str] = None) -> Optional[Dict[str, Any]]:
        """Return the columns of a job; ``None`` = there is none, or it is another owner's.

        :param owner: ``None`` = any.
        """
        query = _JOBS.select().where(_JOBS.c.identifier == identifier)
        with self._engine.connect() as connection:
            row = connection.execute(query if owner is None else query.where(_JOBS.c.owner == owner)).mappings().first()
        return None if row is None else dict(row)

    def list_jobs(self, query: JobQuery, limit: int, offset: int) -> tuple[List[Dict[str, Any]], int]:
        """Return jobs without their requests, the latest first, and how many there are in all."""
        columns = sql.select(*(column for column in _JOBS.c if column is not _JOBS.c.request))  # which may be megabytes
        with self._engine.connect() as connection:
            rows = connection.execute(_conditions(columns, query).order_by(_JOBS.c.created.desc(), _JOBS.c.identifier))
            found = [dict(row) for row in rows.mappings() if _fits(row, query)]
        return found[offset : offset + limit], len(found)

    def change_job(self, identifier: str, only: Sequence[str] = (), **values: Any) -> bool:
        """Change a job; return whether it was there.

        :param only: states in which it is changed; empty = any.
        """
        change = _JOBS.update().where(_JOBS.c.identifier == identifier)
        if only:
            change = change.where(_JOBS.c.status.in_(only))
        with self._writing, self._engine.begin() as connection:
            return connection.execute(change.values(updated=now(), **values)).rowcount == 1

    def claim(self, most_of_owner: int, quick: Sequence[str] = (), only_quick: bool = False) -> Optional[Dict[str, Any]]:
        """Take the next job that waits, and mark it as running: the oldest of the token that has the fewest running.

        :param most_of_owner: jobs of a token that run at once.
        :param quick: processes that are not counted among them. :param only_quick: take no other.
        """
        with self._writing, self._engine.begin() as connection:
            counts = sql.select(_JOBS.c.owner, sql.func.count()).where(_JOBS.c.status == RUNNING)
            counts = counts.where(_JOBS.c.process_id.not_in(quick)).group_by(_JOBS.c.owner)
            running = {row[0]: row[1] for row in connection.execute(counts)}
            oldest = sql.select(_JOBS.c.owner, sql.func.min(_JOBS.c.created)).where(_JOBS.c.status == ACCEPTED)
            if only_quick:
                oldest = oldest.where(_JOBS.c.process_id.in_(quick))
            waiting = [(row[0], row[1]) for row in connection.execute(oldest.group_by(_JOBS.c.owner))]
            limit = len(waiting) + sum(running.values()) + 1 if only_quick else most_of_owner
            free = [(running.get(owner, 0), created, owner) for owner, created in waiting if running.get(owner, 0) < limit]
            if not free:
                return None
            _, created, owner = min(free)
            mine = (_JOBS.c.owner == owner) & (_JOBS.c.status == ACCEPTED) & (_JOBS.c.created == created)
            if only_quick:
                mine &= _JOBS.c.process_id.in_(quick)
            row = connection.execute(_JOBS.select().where(mine).order_by(_JOBS.c.identifier)).mappings().first()
            if row is None:
                return None
            values = {"status": RUNNING, "started": row["started"] or now(), "updated": now(), "starts": row["starts"] + 1}
            connection.execute(_JOBS.update().where(_JOBS.c.identifier == row["identifier"]).values(**values))
            return {**row, **values}

    def jobs_of_state(self, *states: str) -> List[Dict[str, Any]]:
        """Return all jobs in some states."""
        with self._engine.connect() as connection:
            return [dict(row) for row in connection.execute(_JOBS.select().where(_JOBS.c.status.in_(states))).mappings()]

    def ended_before(self, time: str) -> List[str]:
        """Return the identifiers of jobs that ended before a time."""
        query = sql.select(_JOBS.c.identifier).where(_JOBS.c.status.not_in(PENDING), _JOBS.c.updated < time)
        with self._engine.connect() as connection:
            return list(connection.scalars(query))

    def remove_job(self, identifier: str) -> None:
        """Remove a job and its events."""
        with self._writing, self._engine.begin() as connection:
            connection.execute(_EVENTS.delete().where(_EVENTS.c.job == identifier))
            connection.execute(_JOBS.delete().where(_JOBS.c.identifier == identifier))

    # --- Events ---

    def add_events(self, job: str, events: Sequence[str], **values: Any) -> None:
        """Append events to those of a job, and change the job if it is running.

        :param events: JSON.
        """
        change = _JOBS.update().where(_JOBS.c.identifier == job, _JOBS.c.status == RUNNING)
        with self._writing, self._engine.begin() as connection:
            last = connection.scalar(sql.select(sql.func.max(_EVENTS.c.number)).where(_EVENTS.c.job == job)) or 0
            rows = [{"job": job, "number": last + index, "event": event} for index, event in enumerate(events, 1)]
            if rows:
                connection.execute(_EVENTS.insert(), rows)
            if values:
                connection.execute(change.values(updated=now(), **values))

    def events(self, job: str, after: int, most: int) -> tuple[List[Any], int]:
        """Return events of a job after a number, and the number of the last of them."""
        query = _EVENTS.select().where(_EVENTS.c.job == job, _EVENTS.c.number > after).order_by(_EVENTS.c.number).limit(most)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [json.loads(row["event"]) for row in rows], rows[-1]["number"] if rows else after

    # --- Uploads ---

    def add_upload(self, upload: Upload, most: int, most_bytes: int) -> bool:
        """Add an upload.

        :param most, most_bytes: uploads that an owner may have, and their bytes in all.
        :return: False = there would be more.
        """
        values = {**vars(upload), "about": json.dumps(upload.about)}
        kept = sql.select(sql.func.count(), sql.func.coalesce(sql.func.sum(_UPLOADS.c.bytes), 0))
        with self._writing, self._engine.begin() as connection:
            count, size = connection.execute(kept.where(_UPLOADS.c.owner == upload.owner)).one()
            if count >= most or size + upload.bytes > most_bytes:
                return False
            connection.execute(_UPLOADS.insert().values(**values))
        return True

    def uploads(self, owner: Optional[str] = None, before: Optional[str] = None) -> List[Upload]:
        """Return uploads, of an owner or made before a time."""
        query = _UPLOADS.select().order_by(_UPLOADS.c.created)
        if owner is not None:
            query = query.where(_UPLOADS.c.owner == owner)
        if before is not None:
            query = query.where(_UPLOADS.c.created < before)
        with self._engine.connect() as connection:
            return [_upload(row) for row in connection.execute(query).mappings()]

    def get_upload(self, identifier: str, owner: str) -> Optional[Upload]:
        """Return an upload of an owner."""
        query = _UPLOADS.select().where(_UPLOADS.c.identifier == identifier, _UPLOADS.c.owner == owner)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _upload(row)

    def remove_upload(self, identifier: str) -> None:
        """Remove an upload."""
        with self._writing, self._engine.begin() as connection:
            connection.execute(_UPLOADS.delete().where(_UPLOADS.c.identifier == identifier))


def _upload(row: RowMapping) -> Upload:
    return Upload(row["identifier"], row["owner"], row["created"], row["bytes"], json.loads(row["about"]))


def _conditions(select: Any, query: JobQuery) -> Any:
    select = select.where(_JOBS.c.owner == query.owner)
    if query.status:
        select = select.where(_JOBS.c.status.in_(query.status))
    if query.processes:
        select = select.where(_JOBS.c.process_id.in_(query.processes))
    if query.created_from:
        select = select.where(_JOBS.c.created >= query.created_from)
    if query.created_to:
        select = select.where(_JOBS.c.created <= query.created_to)
    return select


def _fits(row: RowMapping, query: JobQuery) -> bool:
    """Whether the duration of a job is among those that are asked for; one that has not started has none."""
    if query.shortest is None and query.longest is None:
        return True
    if row["started"] is None:
        return False
    end = datetime.strptime(row["finished"] or now(), _TIME)
    seconds = (end - datetime.strptime(row["started"], _TIME)).total_seconds()
    return (query.shortest or 0.0) <= seconds <= (float("inf") if query.longest is None else query.longest)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")  # readers do not wait for the writer
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.close()
