"""The service as a WSGI application: the functions of pygeoapi's API behind Flask, and what OGC API - Processes leaves open
(uploads, events, files of results, the page).

pygeoapi's own Flask application reads its configuration from the environment when it is imported, and serves all of OGC's APIs;
this one is made of settings and serves processes alone. Answers to what is wrong are problem documents (RFC 7807).
"""

from __future__ import annotations

import errno
import json
import logging
import math
import os
import threading
from http import HTTPStatus
from typing import Any, Callable, Dict, List, Optional, Tuple

import pygeoapi.api as core_api
import pygeoapi.api.processes as processes_api
from flask import Flask, Response, g, request, send_file
from pygeoapi.api import API, APIRequest
from pygeoapi.openapi import get_oas
from werkzeug.exceptions import HTTPException

from ..jobs.registry import JOB_TYPES
from ..jobs.train_model import PAUSE, RUN, STOP
from . import manager as managing
from .execution import from_plain
from .job_runner import JobRunner, ThreadWorkers
from .manager import ServiceManager
from .problems import MEDIA_TYPE, Problem, problem_text
from .processes import description, job_hints, model_digest, models, offered
from .results import Answer, answer_results, files_document, output_files
from .settings import Settings
from .store import DISMISSED, FAILED, PENDING, RUNNING, SUCCESSFUL, JobQuery, Store, Upload, as_kept, hours_ago
from .tokens import Tokens
from .translations import ENGLISH, languages, translated_problem, translator
from .uploads import UploadedFile, Uploads, check_name

_OGC = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/"
CONFORMANCE = [_OGC + name for name in ("core", "ogc-process-description", "json", "oas30", "job-list", "dismiss")]
PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page")
_MOST_EVENTS = 1000
_SWEEP_SECONDS = 300.0
_BODY_BYTES = 16 * 2**20  # of a request to execute
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Vary": "Accept-Language",
}
_PAGE_POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_LOGGER = logging.getLogger(__name__)


class Service:
    """A service: its parts, and the application that answers requests.

    Example::

        service = Service(read_settings(None, folder="data"))
        service.start()
        waitress.serve(service.application, listen="127.0.0.1:8642")

    :param settings: with the port that clients reach it by.
    :param make_workers: see :class:`.job_runner.JobRunner`.
    """

    def __init__(self, settings: Settings, make_workers: Optional[Callable[[Settings], ThreadWorkers]] = None) -> None:
        os.makedirs(settings.folder, mode=0o700, exist_ok=True)
        self.settings = settings
        self.tokens = Tokens(settings.folder)
        self.store = Store(settings.store_url)
        self.uploads = Uploads(os.path.join(settings.folder, "uploads"), self.store, settings.limits)
        self.runner = JobRunner(settings, self.store, os.path.join(settings.folder, "jobs"), make_workers)
        self._stopping = threading.Event()
        self._sweeper = threading.Thread(target=self._sweep, name="sweep", daemon=True)
        self.application = make_application(self)

    def start(self) -> None:
        """Start to run jobs."""
        self.runner.start()
        self._sweeper.start()

    def stop(self) -> None:
        """End all that runs."""
        self._stopping.set()
        self.runner.stop()
        if self._sweeper.is_alive():
            self._sweeper.join()
        self.store.close()

    def remove_old(self) -> None:
        """Remove jobs with their results, and uploads, that are older than they are kept."""
        time = hours_ago(self.settings.limits.kept_hours)
        for identifier in self.store.ended_before(time):
            self.store.remove_job(identifier)
            self.runner.discard(identifier)
        self.runner.remove_unknown(time)
        self.runner.remove_kept(time)
        self.uploads.remove_older(time)

    def _sweep(self) -> None:
        while True:
            try:
                self.remove_old()
            except Exception:  # a database that is gone comes back
                _LOGGER.exception("old jobs could not be removed")
            if self._stopping.wait(_SWEEP_SECONDS):
                return


class _ProblemApi(API):  # type: ignore[misc]
    """pygeoapi's API with problem documents."""

    def get_exception(
        self, status: Any, headers: Dict[str, str], format_: Any, code: str, description: str
    ) -> Tuple[Any, Any, str]:
        names = {"NoSuchProcess": "no-such-process", "NoSuchJob": "no-such-job", "ResultNotReady": "result-not-ready"}
        return {**headers, "Content-Type": MEDIA_TYPE}, status, problem_text(status, names.get(code, code), str(description))


def _configuration(settings: Settings) -> Dict[str, Any]:
    """pygeoapi's configuration."""
    package = __package__ or ""
    identification = {
        "title": "Groundshift",
        "description": "Change between dates of imagery, and what belongs to it.",
        "keywords": ["change detection"],
        "keywords_type": "theme",
        "url": settings.base_url,
        "terms_of_service": "",
    }
    link = {"url": settings.base_url}  # the service itself
    return {
        "server": {
            "bind": {"host": settings.host, "port": settings.port},
            "url": settings.base_url,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "language": "en-US",
            "pretty_print": False,
            "limits": {"default_items": 100, "max_items": 1000},
            "map": {"url": "", "attribution": ""},
            "manager": {"name": f"{package}.manager.ServiceManager", "connection": None, "output_dir": None},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": identification,
            "license": {"name": "GPL-2.0-or-later", "url": "https://spdx.org/licenses/GPL-2.0-or-later.html"},
            "provider": {"name": "Groundshift", **link},
            "contact": {"name": "", **link},
        },
        "resources": {
            kind: {"type": "process", "processor": {"name": f"{package}.manager.JobProcess", "kind": kind}}
            for kind in offered()
        },
    }


def make_application(service: Service) -> Flask:
    """Return the WSGI application of a service."""
    configuration = _configuration(service.settings)
    api = _ProblemApi(configuration, {})
    manager: ServiceManager = api.manager
    manager.use(service.settings, service.store, service.uploads, service.runner)
    # It warns of objects that are no translations, and of absent parameters.
    logging.getLogger("pygeoapi").setLevel(logging.ERROR)
    app = Flask(__name__, static_folder=None)
    app.url_map.merge_slashes = False  # an address with two is none, and not another one
    _Views(app, service, api)
    return app


class _Views:
    """The addresses of the service, and what answers them."""

    def __init__(self, app: Flask, service: Service, api: API) -> None:
        self._service, self._api = service, api
        self._waiting = _Waiting()
        self._base = service.settings.base_url
        self._openapi = _openapi(api)
        open_to_all: Dict[str, Callable[..., Any]] = {
            "/": self.landing,
            "/conformance": self.conformance,
            "/openapi": self.openapi,
            "/processes": self.processes,
            "/processes/<kind>": self.processes,
            "/models": self.models,
            "/page/<path:name>": self.page,
        }
        for rule, view in open_to_all.items():
            app.add_url_rule(rule, view_func=view, endpoint=rule, methods=["GET"])
        with_token: List[Tuple[str, str, Callable[..., Any]]] = [
            ("POST", "/processes/<kind>/execution", self.execute),
            ("GET", "/jobs", self.jobs),
            ("GET", "/jobs/<identifier>", self.job),
            ("DELETE", "/jobs/<identifier>", self.dismiss),
            ("GET", "/jobs/<identifier>/results", self.results),
            ("GET", "/jobs/<identifier>/events", self.events),
            ("PUT", "/jobs/<identifier>/control", self.control),
            ("GET", "/jobs/<identifier>/pictures/<name>", self.picture),
            ("GET", "/jobs/<identifier>/outputs", self.outputs),
            ("GET", "/jobs/<identifier>/outputs/<name>", self.output),
            ("POST", "/uploads", self.upload),
            ("GET", "/uploads", self.list_uploads),
            ("GET", "/uploads/<identifier>", self.show_upload),
            ("DELETE", "/uploads/<identifier>", self.remove_upload),
        ]
        for method, rule, view in with_token:
            app.add_url_rule(rule, view_func=self._with_token(view), endpoint=f"{method} {rule}", methods=[method])
        app.register_error_handler(Problem, _answer_problem)
        app.register_error_handler(Exception, _answer_error)
        app.after_request(_finish)

    # --- Open to all ---

    def landing(self) -> Response:
        accepted = request.accept_mimetypes
        if request.args.get("f") != "json" and accepted.best_match(["application/json", "text/html"]) == "text/html":
            return self.page("index.html")
        answer = self._core(core_api.landing_page)
        values = json.loads(answer.get_data())
        wrong = ("data", "service-doc", "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes")
        values["links"] = [link for link in values["links"] if link["rel"] not in wrong and "ld+json" not in link["type"]]
        return _json(values)

    def conformance(self) -> Response:
        return _json({"conformsTo": CONFORMANCE})

    def openapi(self) -> Response:
        response = _json(self._openapi)
        response.headers["Content-Type"] = "application/vnd.oai.openapi+json;version=3.0"
        return response

    def processes(self, kind: Optional[str] = None) -> Response:
        answer = self._core(processes_api.describe_processes, kind)
        if answer.status_code != 200:
            return answer
        values = json.loads(answer.get_data())
        for one in values["processes"] if kind is None else [values]:
            known = description(one["id"])
            # pygeoapi states its own abilities, and translates whatever looks to it like texts in several languages.
            names = ("jobControlOptions", "outputTransmission", *(() if kind is None else ("inputs", "outputs")))
            one.update({name: known[name] for name in names})
            one["links"] = [link for link in one["links"] if link.get("type") != "text/html"]
            if kind is None:
                one["links"] = [{**link, "rel": "self"} if link["rel"] == "alternate" else link for link in one["links"]]
        values["links"] = [link for link in values["links"] if link.get("type") == "application/json"]
        return _json(values)

    def models(self) -> Response:
        """List the models that inputs can name by their id."""
        found = [
            {
                "id": entry.id,
                "title": entry.title,
                "task": entry.spec.task,
                "threshold": entry.spec.threshold,
                "bands": [band.name for band in entry.spec.bands],
                "gsd_m": {name: getattr(entry.spec.gsd_m, name) for name in ("minimum", "best", "maximum")},
                "min_area_m2": entry.spec.min_area_m2,
                "sha256": model_digest(entry.path),
            }
            for entry in models()
        ]
        return _json({"models": found})

    def page(self, name: str) -> Response:
        path = os.path.normpath(os.path.join(PAGE, name))
        if not path.startswith(PAGE + os.sep) or not os.path.isfile(path):
            raise Problem(404, "no-such-page", f"There is no page {name[:100]}.")
        response = send_file(path)
        response.headers["Content-Security-Policy"] = _PAGE_POLICY
        return response

    # --- With a token ---

    def execute(self, kind: str) -> Response:
        if (request.content_length or 0) > _BODY_BYTES:
            raise Problem(413, "request-too-large", f"The request has more than {_BODY_BYTES:,} bytes.")
        try:
            body = json.loads(request.get_data() or b"null")
        except (ValueError, RecursionError) as error:
            raise Problem(400, "invalid-request", f"The request is no JSON: {error}") from error
        if not isinstance(body, dict):
            raise Problem(400, "invalid-request", "The request must be an object.")
        if body.get("subscriber") is not None:
            raise Problem(400, "no-callbacks", "The service sends no requests to addresses that clients name.")
        prefer = [part.strip().lower() for part in request.headers.get("Prefer", "").split(",")]
        waits = "respond-async" not in prefer
        if waits and not self._waiting.acquire(self._service.settings.limits.requests):
            raise Problem(
                429, "too-many-waiting", "Too many synchronous requests wait; ask for respond-async.", Retry_After="5"
            )
        try:
            return self._execute(kind, waits)
        finally:
            if waits:
                self._waiting.release()

    def _execute(self, kind: str, waits: bool) -> Response:
        # pygeoapi knows the header only as one of these two.
        request.environ["HTTP_PREFER"] = "wait" if waits else "respond-async"
        answer = self._core(processes_api.execute_process, kind)
        if answer.status_code >= 400:
            return answer
        location = answer.headers.get("Location", "")
        identifier = location.rpartition("/")[2]
        row = self._row(identifier)
        if answer.status_code == 201:
            response = _json(self._status(row), 201)
            response.headers["Location"] = location
            response.headers["Preference-Applied"] = "respond-async"
            return response
        if row["status"] in PENDING:
            text = (
                f"The job takes longer than {self._service.settings.limits.wait_seconds:g} seconds and goes on; see {location}."
            )
            raise Problem(504, "job-goes-on", text, Link=f'<{location}>; rel="monitor"')
        response = self._answer_results(row)
        response.headers.add("Link", f'<{location}>; rel="monitor"')
        return response

    def jobs(self) -> Response:
        managing.query.set(_job_query(g.owner))
        answer = self._core(processes_api.get_jobs)
        if answer.status_code != 200:
            return answer
        values = json.loads(answer.get_data())
        rows = [self._service.store.get_job(job["jobID"], g.owner) for job in values["jobs"]]
        values["jobs"] = [self._status(row) for row in rows if row is not None]
        values["links"] = [link for link in values["links"] if link.get("type") == "application/json"]
        return _json(values)

    def job(self, identifier: str) -> Response:
        return _json(self._status(self._row(identifier)))

    def dismiss(self, identifier: str) -> Response:
        self._row(identifier)
        self._core(processes_api.delete_job, identifier)
        return _json(self._status(self._row(identifier)))

    def results(self, identifier: str) -> Response:
        return self._answer_results(self._row(identifier))

    def events(self, identifier: str) -> Response:
        self._row(identifier)
        text = request.args.get("after", "0")
        if not text.isdecimal() or len(text) > 9:
            raise Problem(400, "invalid-parameter", "'after' must be a number.")
        events, last = self._service.store.events(identifier, int(text), _MOST_EVENTS)
        return _json({"events": events, "next": last})

    def control(self, identifier: str) -> Response:
        """Steer a training: pause it, let it go on, or end it with what is best so far."""
        row = self._row(identifier)
        values = request.get_json(silent=True)
        word = values.get("word") if isinstance(values, dict) else None
        if word not in (RUN, PAUSE, STOP):
            raise Problem(400, "invalid-input", f"'word' must be {RUN}, {PAUSE} or {STOP}.")
        if row["status"] not in PENDING or "control" not in job_hints(JOB_TYPES[row["process_id"]]):
            raise Problem(409, "not-steered", "The job is no training that waits or runs.")
        self._service.runner.steer(identifier, str(word))
        return Response(status=204)

    def picture(self, identifier: str, name: str) -> Response:
        """A picture of a training, as its events name it."""
        self._row(identifier)
        path = os.path.join(self._service.runner.folder_of(identifier).pictures, check_name(name))
        if not name.endswith(".png") or not os.path.isfile(path):
            raise Problem(404, "no-such-output", f"The job has no picture {name[:100]}.")
        return _file(path, "image/png", name)

    def outputs(self, identifier: str) -> Response:
        row = self._done(identifier)
        execution = from_plain(json.loads(row["request"]))
        return _json(files_document(execution, self._service.runner.folder_of(identifier), f"{self._base}/jobs/{identifier}"))

    def output(self, identifier: str, name: str) -> Response:
        row = self._done(identifier)
        folder = self._service.runner.folder_of(identifier)
        for file in output_files(from_plain(json.loads(row["request"])), folder):
            if file.name == name:
                return _file(file.path, file.media_type, name)
        if name == "values.json":
            return _file(folder.values, "application/json", name)
        raise Problem(404, "no-such-output", f"The job has no output {name[:100]}.")

    def upload(self) -> Response:
        files = [UploadedFile(file.filename or "", file.stream) for file in request.files.getlist("file")]  # type: ignore[arg-type]
        upload = self._service.uploads.add(g.owner, files)
        response = _json(self._upload(upload), 201)
        response.headers["Location"] = f"{self._base}/uploads/{upload.identifier}"
        return response

    def list_uploads(self) -> Response:
        return _json({"uploads": [self._upload(upload) for upload in self._service.store.uploads(g.owner)]})

    def show_upload(self, identifier: str) -> Response:
        return _json(self._upload(self._service.uploads.get(identifier, g.owner)))

    def remove_upload(self, identifier: str) -> Response:
        self._service.uploads.remove(self._service.uploads.get(identifier, g.owner))
        return Response(status=204)

    # --- Parts ---

    def _core(self, function: Callable[..., Any], *arguments: Any) -> Response:
        """The answer of a function of pygeoapi's API, as JSON."""
        asked = APIRequest.from_flask(request, self._api.locales)
        if asked.format not in (None, "json"):
            asked._format = "json"
        headers, status, content = function(self._api, asked, *arguments)
        response = Response(content, int(status))
        for name, value in headers.items():
            response.headers[name] = value
        return response

    def _with_token(self, view: Callable[..., Response]) -> Callable[..., Response]:
        def checked(**values: str) -> Response:
            scheme, _, token = request.headers.get("Authorization", "").partition(" ")
            owner = self._service.tokens.owner(token.strip()) if scheme.lower() == "bearer" else None
            if owner is None:
                raise Problem(
                    401, "token-missing", "A valid token is needed: Authorization: Bearer TOKEN.", WWW_Authenticate="Bearer"
                )
            g.owner = owner
            managing.query.set(JobQuery(owner))
            return view(**values)

        return checked

    def _row(self, identifier: str) -> Dict[str, Any]:
        row = self._service.store.get_job(identifier, g.owner)
        if row is None:
            raise Problem(404, "no-such-job", f"There is no job {identifier[:60]!r}.")
        return row

    def _done(self, identifier: str) -> Dict[str, Any]:
        """A job that has results. :raises Problem: it has none."""
        row = self._row(identifier)
        if row["status"] == SUCCESSFUL:
            return row
        if row["status"] == FAILED:
            problem = _problem_of(row)
            raise Problem(problem["status"], problem["code"], problem["detail"])
        if row["status"] == DISMISSED:
            raise Problem(410, "job-dismissed", "The job was dismissed; it has no results.")
        state = "is running" if row["status"] == RUNNING else "waits"
        raise Problem(404, "result-not-ready", f"The job {state}.")

    def _answer_results(self, row: Dict[str, Any]) -> Response:
        if row["status"] == FAILED:
            problem = _problem_of(row)
            return Response(json.dumps(problem), problem["status"], mimetype=MEDIA_TYPE)
        self._done(row["identifier"])
        identifier = row["identifier"]
        execution = from_plain(json.loads(row["request"]))
        folder = self._service.runner.folder_of(identifier)
        limit = self._service.settings.limits.value_bytes
        answer = answer_results(execution, folder, f"{self._base}/jobs/{identifier}", limit)
        return _response(answer)

    def _status(self, row: Dict[str, Any]) -> Dict[str, Any]:
        """The status of a job as OGC's statusInfo."""
        address = f"{self._base}/jobs/{row['identifier']}"
        links = [{"href": address, "rel": "self", "type": "application/json", "title": "Status of the job"}]
        links.append({"href": f"{address}/events", "rel": "related", "type": "application/json", "title": "Events of the job"})
        if row["status"] == SUCCESSFUL:
            kind = "http://www.opengis.net/def/rel/ogc/1.0/results"
            links.append({"href": f"{address}/results", "rel": kind, "type": "application/json", "title": "Results"})
            links.append(
                {"href": f"{address}/outputs", "rel": "enclosure", "type": "application/json", "title": "Files of the results"}
            )
        names = {"processID": "process_id", "jobID": "identifier"}
        same = ("type", "status", "message", "progress", "created", "started", "finished", "updated")
        values = {**{name: row[column] for name, column in names.items()}, **{name: row[name] for name in same}}
        found = {name: value for name, value in values.items() if value is not None}
        if row["status"] == FAILED and row["problem"]:
            found["problem"] = _problem_of(row)
            found["message"] = found["problem"]["detail"]
        elif "message" in found:  # the stage of a job
            found["message"] = translator(_language())(found["message"])
        return {**found, "links": links}

    def _upload(self, upload: Upload) -> Dict[str, Any]:
        about = {name: value for name, value in upload.about.items() if name != "main"}
        address = f"{self._base}/uploads/{upload.identifier}"
        return {"id": upload.identifier, "href": address, "created": upload.created, "bytes": upload.bytes, **about}


def _language() -> str:
    """The language of the request."""
    return request.accept_languages.best_match(languages()) or ENGLISH


def _problem_of(row: Dict[str, Any]) -> Dict[str, Any]:
    """The problem document of a job that failed, in the language of the request."""
    return translated_problem(json.loads(row["problem"]), _language())


class _Waiting:
    """Counts the synchronous requests that wait."""

    def __init__(self) -> None:
        self._lock, self._count = threading.Lock(), 0

    def acquire(self, most: int) -> bool:
        with self._lock:
            if self._count >= most:
                return False
            self._count += 1
            return True

    def release(self) -> None:
        with self._lock:
            self._count -= 1


def _openapi(api: API) -> Dict[str, Any]:
    """The OpenAPI document that pygeoapi makes, with the addresses and the tokens that this service adds."""
    document: Dict[str, Any] = get_oas(api.config)
    paths = document["paths"]
    for path in [path for path in paths if path.startswith(("/collections", "/TileMatrixSets"))]:
        del paths[path]
    identifier = {"name": "jobId", "in": "path", "required": True, "schema": {"type": "string"}}
    upload = {**identifier, "name": "uploadId"}
    after = {"name": "after", "in": "query", "schema": {"type": "integer", "minimum": 0}}
    form = {"type": "object", "properties": {"file": {"type": "array", "items": {"type": "string", "format": "binary"}}}}
    paths["/uploads"] = {
        "get": _operation("listUploads", "List the uploads of the token"),
        "post": {
            **_operation("addUpload", "Send the files of a dataset", status="201"),
            "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": form}}},
        },
    }
    paths["/uploads/{uploadId}"] = {
        "get": _operation("getUpload", "Describe an upload", upload),
        "delete": _operation("removeUpload", "Remove an upload", upload, status="204"),
    }
    paths["/jobs/{jobId}/events"] = {"get": _operation("getEvents", "Events of a job", identifier, after)}
    word = {"type": "object", "required": ["word"], "properties": {"word": {"type": "string", "enum": [RUN, PAUSE, STOP]}}}
    paths["/jobs/{jobId}/control"] = {
        "put": {
            **_operation("steerJob", "Pause a training, let it go on, or end it with its best epoch", identifier, status="204"),
            "requestBody": {"required": True, "content": {"application/json": {"schema": word}}},
        }
    }
    picture = {**identifier, "name": "name"}
    paths["/jobs/{jobId}/pictures/{name}"] = {
        "get": _operation("getPicture", "A picture of a training, as its events name it", identifier, picture)
    }
    paths["/jobs/{jobId}/outputs"] = {"get": _operation("listOutputs", "Files of the results", identifier)}
    file = {**identifier, "name": "name"}
    paths["/jobs/{jobId}/outputs/{name}"] = {"get": _operation("getOutput", "A file of the results", identifier, file)}
    paths["/models"] = {"get": {**_operation("listModels", "List the models of the service"), "security": []}}
    document.setdefault("components", {})["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"token": []}]
    found: Dict[str, Any] = _of_openapi(document)
    return found


def _of_openapi(value: Any) -> Any:
    """A document with schemas of OpenAPI 3.0, which knows no media types in schemas."""
    if isinstance(value, list):
        return [_of_openapi(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {name: _of_openapi(one) for name, one in value.items() if name not in ("contentMediaType", "contentEncoding")}
    return {**found, "format": "binary"} if value.get("contentEncoding") == "binary" else found


def _operation(name: str, summary: str, *parameters: Any, status: str = "200") -> Dict[str, Any]:
    responses = {status: {"description": "Done"}, "default": {"description": "A problem document (RFC 7807)"}}
    return {"operationId": name, "summary": summary, "tags": ["server"], "parameters": list(parameters), "responses": responses}


def _job_query(owner: str) -> JobQuery:
    """The parameters of a list of jobs. :raises Problem: one of them is invalid."""
    values = {name: request.args.getlist(name) for name in request.args}

    def several(name: str) -> Tuple[str, ...]:
        return tuple(one for text in values.get(name, []) for one in text.split(",") if one)

    def number(name: str) -> Optional[float]:
        text = values.get(name, [""])[0]
        try:
            found = float(text) if text else None
        except ValueError as error:
            raise Problem(400, "invalid-parameter", f"{name} must be a number.") from error
        if found is not None and math.isnan(found):
            raise Problem(400, "invalid-parameter", f"{name} must be a number.")
        return found

    def time(text: str) -> Optional[str]:
        try:
            return None if text in ("", "..") else as_kept(text)
        except (ValueError, OverflowError) as error:
            raise Problem(400, "invalid-parameter", "'datetime' must be a time of RFC 3339, or two with / between.") from error

    status = several("status")
    if not set(status) <= {*PENDING, SUCCESSFUL, FAILED, DISMISSED}:
        raise Problem(400, "invalid-parameter", "'status' is none of accepted, running, successful, failed, dismissed.")
    kinds = several("type")
    begin, slash, end = values.get("datetime", [""])[0].partition("/")
    return JobQuery(
        owner,
        status if not kinds or "process" in kinds else ("none",),
        several("processID"),
        time(begin),
        time(end if slash else begin),
        number("minDuration"),
        number("maxDuration"),
    )


def _json(values: Any, status: int = 200) -> Response:
    return Response(json.dumps(values), status, mimetype="application/json")


def _response(answer: Answer) -> Response:
    response = _file(str(answer.body), answer.media_type, "") if answer.is_file else Response(answer.body, answer.status)
    response.headers["Content-Type"] = answer.media_type
    for name, value in answer.headers:
        response.headers.add(name, value)
    return response


def _file(path: str, media_type: str, name: str) -> Response:
    response = send_file(path, mimetype=media_type, as_attachment=bool(name), download_name=name or None, conditional=True)
    # A report is HTML with texts of a user: it must not act in the name of the page.
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    return response


def _answer_problem(problem: Problem) -> Response:
    response = Response(problem.text(), problem.status, mimetype=MEDIA_TYPE)
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def _answer_error(error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.code is not None:
        code = {404: "no-such-page", 405: "method-not-allowed", 413: "upload-too-large"}.get(error.code, "invalid-request")
        return _answer_problem(Problem(error.code, code, error.description or HTTPStatus(error.code).phrase))
    if isinstance(error, FileNotFoundError):  # of results that were removed in this moment
        return _answer_problem(Problem(410, "result-removed", "The results are kept no longer."))
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        _LOGGER.error("%s %s: %s", request.method, request.path, error)
        return _answer_problem(
            Problem(507, "storage-full", "The disk of the service is full; its administrator must make room.")
        )
    _LOGGER.exception("%s %s", request.method, request.path)
    return _answer_problem(Problem(500, "unexpected", "The service failed; its log has the reason."))


def _finish(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
