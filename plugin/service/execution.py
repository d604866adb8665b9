"""Requests to execute a process, read into jobs.

Wherever a job names a file, a request has a link (``{"href": URL}``) to an upload of the same token or to a URL that the
operator allows, or the id of a model: no text of a request becomes a path.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import glob
import os
import re
import typing
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple
from urllib.parse import unquote

from ..jobs.failure import JobFailure
from ..jobs.registry import JOB_TYPES, load_job
from ..jobs.report_texts import REPORT_TEXTS
from ..jobs.sources import Polygons, RasterSource, VectorSource
from ..jobs.unfinished import Resume
from ..rules.network_plan import ARCHITECTURES
from ..rules.sar_table import read_table
from . import file_content, remote_files
from .grounds import check_crs, is_ground, polygons_of
from .problems import Problem, without_folder
from .processes import (
    ARCHIVE,
    BASE,
    CHECKPOINT_NAME,
    CHECKPOINTS,
    FILE,
    FOLDER,
    MEDIA_TYPES,
    MODEL,
    NAMED_OTHERS,
    NAMED_RASTERS,
    NAMED_VECTORS,
    OWN,
    PROCESSES,
    TABLE,
    VECTORS,
    Process,
    inputs_of,
    job_hints,
    models,
    values_output,
)
from .settings import Settings
from .store import Upload
from .uploads import Uploads, check_name, link_file, link_upload

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ][\d:.]{1,15}(Z|[+-][\d:]{2,5})?)?)?)?")
_TABLE_BYTES = 16 * 2**20  # of a table of radar images
_VALUE, _REFERENCE = "value", "reference"
_OF_WHOLE_JOBS = ("pictures", "control")  # fields of trainings that are no part of another job
# Kinds of content of the files that a text of a job names.
_CONTENTS = {
    MODEL: file_content.MODEL,
    BASE: file_content.MODEL,
    FILE: f"{file_content.TABLE} {file_content.SIDECAR}",
    TABLE: file_content.TABLE,
    FOLDER: "folder",
}
_INLINE = "inline:"  # before the name of a file that was a value of the request
_INLINE_TYPES = {
    ".tif": "image/tiff",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gpkg": "application/geopackage+sqlite3",
    ".onnx": "application/octet-stream",
}


@dataclass(frozen=True)
class WantedOutput:
    """An output of a request.

    :param file: its name in the folder of outputs; ``""`` = the values that the job returns.
    :param media_type: of its content.
    :param reference: it is delivered as a link.
    """

    name: str
    file: str
    media_type: str
    reference: bool


@dataclass(frozen=True)
class Execution:
    """A request that was read.

    :param values: of the job, as JSON types, without its scratch folder.
    :param outputs: that are wanted.
    :param raw: outputs are delivered as they are, not in a document.
    :param downloads: URL, path and kind of content of each file that is to be fetched first.
    :param kept_as: name under which the checkpoints of a training that is cut off are kept; ``""`` = they are not.
    """

    kind: str
    values: Dict[str, Any]
    outputs: Tuple[WantedOutput, ...]
    raw: bool
    downloads: Tuple[Tuple[str, ...], ...] = ()
    kept_as: str = ""


@dataclass(frozen=True)
class InputSources:
    """What links of a request may lead to.

    :param owner: the token's name.
    :param result: returns the path of a file of results, by the identifier of one of the token's jobs and the file's name.
    """

    owner: str
    uploads: Uploads
    settings: Settings
    result: Callable[[str, str], str]


@dataclass(frozen=True)
class JobFolder:
    """The folders of a job. ``path``: that holds them."""

    path: str

    @property
    def inputs(self) -> str:
        return os.path.join(self.path, "inputs")

    @property
    def outputs(self) -> str:
        return os.path.join(self.path, "outputs")

    @property
    def unfinished(self) -> str:
        return os.path.join(self.path, "unfinished")

    @property
    def checkpoints(self) -> str:
        return os.path.join(self.path, "checkpoints")

    @property
    def pictures(self) -> str:
        """Of a training that runs."""
        return os.path.join(self.path, "pictures")

    @property
    def control(self) -> str:
        """The file with a word that steers a training."""
        return os.path.join(self.path, "control")

    @property
    def values(self) -> str:
        """The file with what the job returned."""
        return os.path.join(self.path, "values.json")

    def scratch(self, start: int) -> str:
        """The folder for temporary files of a start: an earlier start may not have ended altogether."""
        return os.path.join(self.path, f"groundshift-{start}")


def read_execution(
    kind: str,
    inputs: Any,
    outputs: Any,
    response: str,
    folder: JobFolder,
    sources: InputSources,
) -> Execution:
    """Read a request; files of uploads are linked into the job's folder.

    :param outputs: that are wanted; ``None`` = all.
    :param response: ``raw`` or ``document``.
    :raises Problem: something in it is missing, unknown or not allowed.
    """
    if not isinstance(inputs, dict):
        raise Problem(400, "invalid-inputs", "'inputs' must be an object.")
    if response not in ("raw", "document"):
        raise Problem(400, "invalid-response", "'response' must be raw or document.")
    process, job = PROCESSES[kind], JOB_TYPES[kind]
    known = inputs_of(job, process)
    reader = _InputReader(folder, sources)
    unknown = sorted(set(inputs) - set(known) - {item.name for item in dataclasses.fields(job)})
    if unknown:
        raise Problem(400, "unknown-input", f"{kind} has no input {', '.join(unknown)}.")
    values: Dict[str, Any] = {}
    for name, value in inputs.items():
        if name in known:
            values[name] = reader.read(value, job_hints(job)[name], name, process)
    wanted = _outputs(outputs, kind, process)
    made = {one.name: os.path.join(folder.outputs, one.file.removesuffix(".zip") or one.name) for one in wanted if one.file}
    values.update(_own_values(job, process, folder, made))
    kept_as = _kept_as(inputs, process)
    execution = Execution(kind, {"kind": kind, **values}, wanted, response == "raw", tuple(reader.downloads), kept_as)
    try:
        load_job({**execution.values, "scratch": folder.scratch(1)})
    except ValueError as error:
        raise Problem(400, "invalid-input", _without_class(str(error), job)) from error
    return execution


def plain(execution: Execution) -> Dict[str, Any]:
    """Return an execution as JSON types."""
    return dataclasses.asdict(execution)


def from_plain(values: Mapping[str, Any]) -> Execution:
    """Return the execution of :func:`plain`."""
    outputs = tuple(WantedOutput(**one) for one in values["outputs"])
    downloads = tuple(map(tuple, values["downloads"]))
    return Execution(values["kind"], values["values"], outputs, values["raw"], downloads, values.get("kept_as", ""))


def can_be_resumed(kind: str) -> bool:
    """Whether a job goes on from finished blocks, or from a checkpoint, when it is started again."""
    return "resume" in job_hints(JOB_TYPES[kind])


def set_scratch(values: Dict[str, Any], scratch: str) -> Dict[str, Any]:
    """Return the values of a job, and of the jobs in it, with their folder for temporary files."""
    return {
        name: set_scratch(value, scratch) if isinstance(value, dict) and "scratch" in value else value
        for name, value in values.items()
    } | {"scratch": scratch}


def _own_values(job: Any, process: Process, folder: JobFolder, made: Mapping[str, str]) -> Dict[str, Any]:
    """The fields that the service sets."""
    hints = job_hints(job)
    values: Dict[str, Any] = {"scratch": ""}
    for item in dataclasses.fields(job):
        required = item.default is dataclasses.MISSING
        if item.name == CHECKPOINTS:
            values[item.name] = folder.checkpoints
        elif item.name in made:
            values[item.name] = made[item.name]
        elif item.name in process.outputs and required:
            values[item.name] = os.path.join(folder.outputs, item.name + process.outputs[item.name])
        elif item.name in _OF_WHOLE_JOBS:
            values[item.name] = getattr(folder, item.name)
    if hints.get("resume") == Optional[Resume]:
        values["resume"] = {"folder": folder.unfinished, "least_pixels": 0}
    return values


def _kept_as(inputs: Mapping[str, Any], process: Process) -> str:
    name = inputs[CHECKPOINTS] if CHECKPOINTS in process.outputs and CHECKPOINTS in inputs else ""
    if name != "" and not (isinstance(name, str) and re.fullmatch(CHECKPOINT_NAME, name)):
        raise Problem(400, "invalid-input", f"{CHECKPOINTS} must be a name of 8 to 64 letters, digits, - and _.")
    return name


def _outputs(outputs: Any, kind: str, process: Process) -> Tuple[WantedOutput, ...]:
    rest = values_output(kind)
    names = (*process.outputs, rest)
    if outputs is None or outputs == {}:
        outputs = {name: {} for name in names}
    if not isinstance(outputs, dict):
        raise Problem(400, "invalid-outputs", "'outputs' must be an object.")
    found = []
    for name, wanted in outputs.items():
        if name not in names:
            raise Problem(400, "unknown-output", f"{kind} has no output {name}.")
        options = wanted or {}
        if not isinstance(options, dict) or options.get("transmissionMode", _VALUE) not in (_VALUE, _REFERENCE):
            raise Problem(400, "invalid-outputs", f"The transmission mode of {name} must be value or reference.")
        reference = options.get("transmissionMode") == _REFERENCE
        media_type = _media_type(name, options.get("format") or {})
        if name == rest:
            found.append(WantedOutput(name, "", "application/json", reference))
            continue
        extension = process.outputs[name]
        file_name = options.get("name")
        if file_name is not None and extension != ARCHIVE:
            found.append(_named_output(name, file_name, extension, reference))
            continue
        if extension in VECTORS and media_type is not None:
            extension = next((one for one, known in VECTORS.items() if known == media_type), "?")
        usual = MEDIA_TYPES.get(extension or ".zip")
        if usual is None or (media_type is not None and media_type.partition(";")[0] != usual.partition(";")[0]):
            raise Problem(400, "output-format", f"{name} is not made as {media_type}.")
        file = f"{name}{'.zip' if extension == ARCHIVE else extension}"
        found.append(WantedOutput(name, file, usual, reference))
    if len({one.file for one in found}) < len(found):
        raise Problem(400, "invalid-outputs", "Two outputs have the same name.")
    return tuple(found)


def _media_type(name: str, form: Any) -> Optional[str]:
    """Return the media type of a format; ``None`` = it states none."""
    media_type = form.get("mediaType") if isinstance(form, dict) else form
    if media_type is not None and not (isinstance(form, dict) and isinstance(media_type, str)):
        raise Problem(400, "output-format", f"The format of {name} must be an object with a text 'mediaType'.")
    return media_type


def _named_output(name: str, file: Any, extension: str, reference: bool) -> WantedOutput:
    """An output under the name of a client's file: the layer in a GeoPackage is called so, and the extension is the format."""
    given = os.path.splitext(check_name(file))[1].lower() if isinstance(file, str) else "?"
    if given not in (NAMED_VECTORS if extension in VECTORS else NAMED_RASTERS if extension == ".tif" else NAMED_OTHERS):
        raise Problem(400, "output-format", f"{name} is not made as {file!r}.")
    return WantedOutput(name, file, MEDIA_TYPES.get(given, "application/octet-stream"), reference)


class _Kept(Dict[str, Any]):
    """A link to a file that was a value of the request. Requests themselves cannot hold one."""


class _InputReader:
    """Reads the values of one request, and links or lists the files that it names."""

    def __init__(self, folder: JobFolder, sources: InputSources) -> None:
        self._folder, self._sources, self._settings = folder, sources, sources.settings
        self._inline = self._tables = 0
        self._linked: Dict[str, Upload] = {}
        self.downloads: List[Tuple[str, str, str]] = []

    def read(self, value: Any, hint: Any, name: str, process: Optional[Process]) -> Any:
        """Return a value of a job's field.

        :param hint: type of the field.
        :param process: whose field it is; ``None`` = of a part of a job.
        """
        if value is None:
            return None
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Union:
            return self.read(value, next(one for one in arguments if one is not type(None)), name, process)
        if origin is tuple or hint is tuple:
            inner = (arguments or (Any,))[0]
            many = value if isinstance(value, list) else [value]  # one value of an input that takes several
            return [self.read(one, inner, name, process) for one in many]
        if isinstance(value, dict) and set(value) <= {"value", "mediaType", "encoding", "schema"} and "value" in value:
            binary = isinstance(value["value"], str) and ("mediaType" in value or value.get("encoding") == "base64")
            return self.read(_Kept(href=self._keep(value)) if binary else value["value"], hint, name, process)
        if hint in (RasterSource, VectorSource):
            return self._source(value, hint, name)
        if hint is Polygons and is_ground(value):
            return polygons_of(value, name)
        if dataclasses.is_dataclass(hint):
            return self._part(value, hint, name, process)
        if process is not None and name in process.files:
            return self._file_text(value, name, process.files[name])
        if name == "crs":
            return check_crs(value)
        if name in ("date", "days") and not _is_date(value, several=process is not None):
            raise Problem(400, "invalid-date", f"{value!r} is no date.")
        if name == "texts":
            _check_texts(value)
        return value

    def _part(self, value: Any, kind: Any, name: str, process: Optional[Process]) -> Any:
        if not isinstance(value, dict):
            raise Problem(400, "invalid-input", f"{name} must be an object.")
        hints = job_hints(kind)
        inner = PROCESSES.get(getattr(kind, "KIND", ""))
        known = set(hints)
        unknown = sorted(set(value) - known - {"kind"})
        if unknown:
            raise Problem(400, "unknown-input", f"{name} has no field {', '.join(unknown)}.")
        if inner is None:
            return {
                key: self.read(one, hints[key], key, process if key not in (process.files if process else ()) else None)
                for key, one in value.items()
                if key not in OWN
            }
        fields = inputs_of(kind, inner)
        read = {key: self.read(one, hints[key], key, inner) for key, one in value.items() if key in fields}
        own = _own_values(kind, inner, self._folder, {})
        return {**read, **{key: one for key, one in own.items() if key not in _OF_WHOLE_JOBS}}

    def _source(self, value: Any, kind: Any, name: str) -> Dict[str, Any]:
        """A raster or features: a link, or an object of the job whose path is a link."""
        if not isinstance(value, dict):
            raise Problem(400, "path-not-allowed", f'{name} must be a link: {{"href": URL of an upload}}.')
        if "href" in value:
            value = {"path": value}
        hints = job_hints(kind)
        unknown = sorted(set(value) - set(hints))
        if unknown:
            raise Problem(400, "unknown-input", f"{name} has no field {', '.join(unknown)}.")
        role = file_content.RASTER if kind is RasterSource else file_content.VECTOR
        path, about = self._link(value.get("path"), name, role)
        rest = {key: self.read(one, hints[key], key, None) for key, one in value.items() if key != "path"}
        usual: Dict[str, Any] = {"parameter": name.upper(), "name": os.path.splitext(os.path.basename(path))[0]}
        if kind is VectorSource:
            usual["crs"] = about.get("crs", "")
        return {**usual, **rest, "path": path}

    def _file_text(self, value: Any, name: str, role: str) -> str:
        if role in (MODEL, BASE) and isinstance(value, str):
            if role == BASE and value in ARCHITECTURES:
                return value
            if value == "":
                return value
            for entry in models():
                if entry.id == value:
                    return entry.path
            raise Problem(400, "no-such-model", f"There is no model {value[:100]!r}; GET /models lists those that there are.")
        if role == TABLE and isinstance(value, dict) and set(value) == {"table", "images"}:
            path = self._gathered_table(value, name)
        else:
            path = self._link(value, name, _CONTENTS[role])[0]
        if role == TABLE:
            self._check_table(path, name)
        return path

    def _gathered_table(self, value: Dict[str, Any], name: str) -> str:
        """A table and its images, uploads of their own: the table names the image ``1`` as ``1/`` and the name of its file."""
        images = value["images"]
        if not isinstance(images, dict) or not 0 < len(images) <= self._settings.limits.uploads:
            raise Problem(400, "invalid-input", f"{name}: 'images' must be an object of links.")
        self._tables += 1
        folder = os.path.join(self._folder.inputs, f"table-{self._tables}")
        os.makedirs(folder)
        for image, link in images.items():
            source = os.path.dirname(self._link(link, name, file_content.RASTER)[0])
            if not os.path.isdir(source):  # of a URL, which is fetched later
                raise Problem(400, "wrong-content", f"{name}: its images must be uploads.")
            link_upload(source, os.path.join(folder, check_name(image)))
        source = self._link(value["table"], name, _CONTENTS[TABLE])[0]
        path = os.path.join(folder, os.path.basename(source))
        if not os.path.exists(source) or os.path.exists(path):
            raise Problem(400, "wrong-content", f"{name} must be an upload of its own name.")
        link_file(source, path)
        return path

    def _check_table(self, path: str, name: str) -> None:
        """Check that a table of radar images names files of its own upload alone."""
        if not os.path.exists(path):  # of a URL, which has no images beside it
            raise Problem(400, "wrong-content", f"{name} must be uploaded as a ZIP archive with its images.")
        if os.path.getsize(path) > _TABLE_BYTES:  # it is read here, in the process of the service
            raise Problem(413, "table-too-large", f"{name} has more than {_TABLE_BYTES:,} bytes.")
        try:
            rows = read_table(path)
            bands = [band for row in rows for band in (*row.bands.values(), row.incidence_band) if band is not None]
        except JobFailure as failure:
            raise Problem(400, failure.code, without_folder(failure.text(), os.path.dirname(path))) from failure
        inside = os.path.join(os.path.realpath(os.path.dirname(path)), "")
        for band in bands:
            if not os.path.realpath(band.path).startswith(inside):
                raise Problem(400, "path-not-allowed", f"{name} names a file that is not beside it: {band.path[-100:]}.")
            if not os.path.isfile(band.path):
                raise Problem(
                    400, "wrong-content", f"{name} names an image that was not sent: {band.path[len(inside) :][-100:]}."
                )
            self._checked(band.path, name, file_content.RASTER)

    def _link(self, value: Any, name: str, role: str) -> Tuple[str, Dict[str, Any]]:
        """Return the path of a link, and what is known of its file.

        :param role: kinds of content that it may have, separated by spaces.
        """
        href = value.get("href") if isinstance(value, dict) else None
        if not isinstance(href, str):
            raise Problem(400, "path-not-allowed", f'{name} must be a link: {{"href": URL of an upload}}, not a path.')
        if href.startswith(_INLINE) and not isinstance(value, _Kept):
            raise Problem(403, "url-not-allowed", f"{href[:100]} is no address.")
        place = href[len(self._settings.base_url) :] if href.startswith(f"{self._settings.base_url}/") else href
        if place.startswith(_INLINE):
            return self._checked(os.path.join(self._folder.inputs, place[len(_INLINE) :]), name, role)
        if place.startswith("/uploads/"):
            return self._uploaded(place[len("/uploads/") :], name, role)
        if place.startswith("/jobs/"):
            return self._result(place, name, role)
        remote_files.check_allowed(href, self._settings.allowed_urls)
        path = os.path.join(self._folder.inputs, f"url-{len(self.downloads) + 1}", remote_files.file_name(href))
        self.downloads.append((href, path, role))
        return path, {}

    def _uploaded(self, place: str, name: str, role: str) -> Tuple[str, Dict[str, Any]]:
        identifier, _, rest = unquote(place).strip("/").partition("/")
        upload = self._sources.uploads.get(identifier, self._sources.owner)
        target = os.path.join(self._folder.inputs, identifier)
        if identifier not in self._linked:
            link_upload(self._sources.uploads.folder(identifier), target)
            self._linked[identifier] = upload
        if rest:
            path = os.path.join(target, *map(check_name, rest.split("/")))
            if not os.path.exists(path):
                raise Problem(400, "no-such-upload", f"{name}: the upload has no file {rest[:100]}.")
            if os.path.isdir(path):
                return path, {"kind": "folder"}
            return self._checked(path, name, role)
        main = str(upload.about.get("main", ""))
        path, content = (os.path.join(target, main) if main else target), upload.about
        _check_role(content, name, role)
        return path, dict(content)

    def _result(self, place: str, name: str, role: str) -> Tuple[str, Dict[str, Any]]:
        """A file of results of another job of the token, with those beside it."""
        found = re.fullmatch(r"/jobs/([0-9a-f-]{36})/outputs/([^/]+)", unquote(place))
        if found is None:
            raise Problem(400, "no-such-output", f"{name}: {place[:100]} is no file of results.")
        source = self._sources.result(found.group(1), check_name(found.group(2)))
        folder = os.path.join(self._folder.inputs, found.group(1))
        os.makedirs(folder, exist_ok=True)
        stem = os.path.basename(source).partition(".")[0]
        for path in glob.glob(os.path.join(glob.escape(os.path.dirname(source)), f"{glob.escape(stem)}.*")):
            target = os.path.join(folder, os.path.basename(path))
            if not os.path.exists(target):
                link_file(path, target)
        return self._checked(os.path.join(folder, os.path.basename(source)), name, role)

    def _keep(self, value: Dict[str, Any]) -> str:
        """Keep a file that is a value of the request, as base64; return its link."""
        media_type = str(value.get("mediaType", "image/tiff")).partition(";")[0]
        extension = next((one for one, known in _INLINE_TYPES.items() if known == media_type), None)
        if extension is None:
            raise Problem(400, "invalid-input", f"{media_type[:60]} is taken as an upload only.")
        self._inline += 1
        file = f"inline-{self._inline}{extension}"
        os.makedirs(self._folder.inputs, exist_ok=True)
        try:
            data = base64.b64decode(value["value"], validate=True)
        except (binascii.Error, ValueError) as error:
            raise Problem(400, "invalid-input", f"A value is no base64: {error}") from error
        with open(os.path.join(self._folder.inputs, file), "xb") as stream:
            stream.write(data)
        return f"{_INLINE}{file}"

    def _checked(self, path: str, name: str, role: str) -> Tuple[str, Dict[str, Any]]:
        content = file_content.describe(file_content.read_content(path, self._settings.limits.raster_pixels))
        _check_role(content, name, role)
        return path, content


def _check_role(content: Mapping[str, Any], name: str, role: str) -> None:
    if content.get("kind") not in role.split():
        wanted = role.replace(" ", " or ")
        raise Problem(400, "wrong-content", f"{name} must be a {wanted}; what it leads to is a {content.get('kind')}.")


def _is_date(value: Any, several: bool) -> bool:
    """Whether a value is a date or time.

    :param several: it may also be several, or an interval, which may be open.
    """
    parts = re.split(r"[,;/]", value) if isinstance(value, str) and several else [value]
    return all(
        isinstance(part, str) and (_DATE.fullmatch(part.strip()) or (several and part.strip() == "..")) for part in parts
    )


def _check_texts(value: Any) -> None:
    """Check that translations have the placeholders of the texts that they stand for."""
    good = isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    if not good or any(not _places(text) <= _places(REPORT_TEXTS.get(key, "")) for key, text in value.items()):
        raise Problem(400, "invalid-texts", "A translation has placeholders that its text has not.")


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{([^{}]*)\}", text))


def _without_class(message: str, job: Any) -> str:
    return message.replace(f"{job.__name__}.", "").replace(job.__name__, job.KIND)
