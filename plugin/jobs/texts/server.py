"""Texts about jobs on a server."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    "server_address": (
        QT_TRANSLATE_NOOP("Job", "'{address}' is no address of a server."),
        QT_TRANSLATE_NOOP("Job", "Give an address such as https://change.example.org in the Options of Groundshift."),
    ),
    "server_unreachable": (
        QT_TRANSLATE_NOOP("Job", "The server {address} does not answer: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job",
            "Check the connection and the address in the Options of Groundshift, or let jobs run on this computer.",
        ),
    ),
    "server_gone": (
        QT_TRANSLATE_NOOP("Job", "The server {address} stopped answering while the job ran: {reason}"),
        QT_TRANSLATE_NOOP("Job", "No output was written. Run the tool again when the server answers."),
    ),
    "server_certificate": (
        QT_TRANSLATE_NOOP("Job", "The certificate of the server {address} is not trusted: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Import the certificate of its authority in QGIS's Options under Authentication."),
    ),
    "server_token": (
        QT_TRANSLATE_NOOP("Job", "The server {address} does not accept the token: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Enter a valid token in the Options of Groundshift."),
    ),
    "server_token_locked": (
        QT_TRANSLATE_NOOP("Job", "The token of the server cannot be read from or written to QGIS's authentication store."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Enter the master password when QGIS asks for it. For qgis_process set QGIS_AUTH_PASSWORD_FILE, or "
            "GROUNDSHIFT_SERVER_TOKEN in place of the store.",
        ),
    ),
    "server_refused": (
        QT_TRANSLATE_NOOP("Job", "The server {address} refuses the job: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job", "Correct what it names, or choose in the Options of Groundshift that jobs run on this computer."
        ),
    ),
    "server_unknown": (
        QT_TRANSLATE_NOOP("Job", "{address} does not answer as a server of Groundshift: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job", "Check the address in the Options of Groundshift; the versions of plugin and server may differ."
        ),
    ),
    "server_job_failed": (
        QT_TRANSLATE_NOOP("Job", "The job failed on the server: {reason}"),
        QT_TRANSLATE_NOOP("Job", "The administrator of the server can look up the job in its log."),
    ),
    "server_dismissed": (
        QT_TRANSLATE_NOOP("Job", "The job was cancelled on the server."),
        QT_TRANSLATE_NOOP("Job", "Run the tool again, or ask the administrator of the server."),
    ),
    "server_input": (
        QT_TRANSLATE_NOOP("Job", "'{layer}' cannot be sent to the server: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Export the layer to a GeoTIFF, or choose in the Options that jobs run on this computer."),
    ),
    "server_file": (
        QT_TRANSLATE_NOOP("Job", "A file cannot be read while it is sent to the server: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Check the file, and run the tool again."),
    ),
}

# code -> message of the log
LOG_LINES: dict[str, str] = {
    "server_upload": QT_TRANSLATE_NOOP("Job", "'{name}' ({size}) is sent to {address}."),
    "server_busy": QT_TRANSLATE_NOOP("Job", "The server is busy; the job waits. {reason}"),
    "server_not_used": QT_TRANSLATE_NOOP(
        "Job", "This job runs on this computer, not on the server: it measures or looks at this computer."
    ),
    "server_not_cluster": QT_TRANSLATE_NOOP(
        "Job",
        "The server is not used: the machines of the cluster read and write the files under the names that they have on this "
        "computer, which coordinates them.",
    ),
    "server_not_table": QT_TRANSLATE_NOOP(
        "Job", "The table is made on this computer, not on the server: it names the files of this computer."
    ),
    "server_training_anew": QT_TRANSLATE_NOOP(
        "Job", "The server has no checkpoint of this training: it begins anew. A checkpoint of another computer stays there."
    ),
    "server_keeps_training": QT_TRANSLATE_NOOP(
        "Job",
        "The checkpoint of this training is on a server, which is not chosen now: without another one here, it begins anew.",
    ),
}
