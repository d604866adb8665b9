"""Texts about the environment that does the work, and what goes wrong in any job."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    "out_of_memory": (
        QT_TRANSLATE_NOOP("Job", "There is not enough memory: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Close other programs, or use a smaller area."),
    ),
    "onnx_missing": (
        QT_TRANSLATE_NOOP("Job", "The runtime lacks a package that quantisation needs: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Run the tool 'Install runtime' again, or install 'onnx' into your own Python."),
    ),
    "runtime_missing": (
        QT_TRANSLATE_NOOP("Job", "The runtime that runs the networks is not installed."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Run the tool 'Install runtime' once (needs an internet connection), or set GROUNDSHIFT_PYTHON to a "
            "Python that has the packages.",
        ),
    ),
    "runtime_broken": (
        QT_TRANSLATE_NOOP("Job", "The runtime at '{python}' does not work: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Run the tool 'Install runtime' to repair it."),
    ),
    "package_missing": (
        QT_TRANSLATE_NOOP("Job", "The Python at '{python}' does not have what this version of the plugin needs: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job", "Run the tool 'Install runtime' to update the runtime, or install the package into your own Python."
        ),
    ),
    "worker_died": (
        QT_TRANSLATE_NOOP("Job", "The worker process ended before the job was done: {reason}"),
        QT_TRANSLATE_NOOP("Job", "See the log above; if memory ran out, use a smaller area or close other programs."),
    ),
    "interpreter_missing": (
        QT_TRANSLATE_NOOP("Job", "The Python '{python}' set in {origin} does not exist, or is QGIS itself."),
        QT_TRANSLATE_NOOP("Job", "Give the path of a Python executable in {origin}, or clear it."),
    ),
    "interpreter_broken": (
        QT_TRANSLATE_NOOP("Job", "The Python '{python}' set in {origin} cannot run the worker: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Install the missing packages there, or clear {origin} and run the tool 'Install runtime'."),
    ),
    "restart_needed": (
        QT_TRANSLATE_NOOP("Job", "The plugin was updated while QGIS was running."),
        QT_TRANSLATE_NOOP("Job", "Restart QGIS."),
    ),
    "base_missing": (
        QT_TRANSLATE_NOOP("Job", "No 64-bit Python {oldest} to {newest} was found for the runtime. Searched: {places}."),
        QT_TRANSLATE_NOOP("Job", "Install Python, or set GROUNDSHIFT_PYTHON to a Python that has the required packages."),
    ),
    "venv_missing": (
        QT_TRANSLATE_NOOP("Job", "The Python '{python}' cannot create virtual environments: it lacks {modules}."),
        QT_TRANSLATE_NOOP(
            "Job",
            "On Debian and Ubuntu run 'sudo apt install python3-venv' (or {package}); elsewhere install a Python "
            "with the module venv.",
        ),
    ),
    "install_network": (
        QT_TRANSLATE_NOOP("Job", "The packages could not be downloaded: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job",
            "Check the connection and the proxy in QGIS's settings or in HTTPS_PROXY, then run 'Install runtime' "
            "again: it resumes where it stopped. Your organisation's IT knows its proxy.",
        ),
    ),
    "install_certificate": (
        QT_TRANSLATE_NOOP("Job", "The package index's certificate is not trusted: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job",
            "Your organisation's IT can mend this: ask for the file with its certificates, and set PIP_CERT to it. A proxy "
            "that inspects encrypted traffic is the usual reason.",
        ),
    ),
    "install_no_build": (
        QT_TRANSLATE_NOOP("Job", "There is no build of {package} for this Python and system."),
        QT_TRANSLATE_NOOP("Job", "Use another Python (3.11 or 3.12, 64 bit), or leave the component out."),
    ),
    "install_disk_short": (
        QT_TRANSLATE_NOOP(
            "Job", "The runtime in '{folder}' needs about {needed} MB, but only {free} MB are free on that disk."
        ),
        QT_TRANSLATE_NOOP("Job", "You can mend this: free disk space and run 'Install runtime' again."),
    ),
    "install_disk_full": (
        QT_TRANSLATE_NOOP("Job", "The disk became full while the runtime was installed into '{folder}'."),
        QT_TRANSLATE_NOOP(
            "Job", "You can mend this: free disk space and run 'Install runtime' again: it resumes where it stopped."
        ),
    ),
    "install_permission": (
        QT_TRANSLATE_NOOP("Job", "The runtime cannot be written to '{folder}': {reason}"),
        QT_TRANSLATE_NOOP(
            "Job",
            "Check the permissions of the folder, or remove it, and run 'Install runtime' again. On a managed computer its "
            "administrator can mend this.",
        ),
    ),
    "install_in_use": (
        QT_TRANSLATE_NOOP("Job", "Files of the runtime in '{folder}' are in use."),
        QT_TRANSLATE_NOOP("Job", "Close other QGIS windows and running jobs, then run 'Install runtime' again."),
    ),
    "install_folder_in_use": (
        QT_TRANSLATE_NOOP("Job", "The folder '{folder}' holds other files, which would be lost."),
        QT_TRANSLATE_NOOP("Job", "Choose an empty or a new folder."),
    ),
    "install_busy": (
        QT_TRANSLATE_NOOP("Job", "Another installation of the runtime in '{folder}' is running."),
        QT_TRANSLATE_NOOP("Job", "Wait until it is finished; it may have been started from another QGIS."),
    ),
    "torch_for_cards": (
        QT_TRANSLATE_NOOP(
            "Job",
            "The package index has only the build of PyTorch for NVIDIA cards: several GB that this machine, which has no "
            "usable card, does not need.",
        ),
        QT_TRANSLATE_NOOP(
            "Job",
            "Set 'Index for torch' in the Options of Groundshift to the address of the builds for processors (CPU) that the "
            "PyTorch website gives, then run 'Install runtime' again.",
        ),
    ),
    "accelerator_unfit": (
        QT_TRANSLATE_NOOP("Job", "This machine cannot use the accelerator '{accelerator}'. It needs: {needed}."),
        QT_TRANSLATE_NOOP("Job", "Choose 'automatic', or update the driver of the graphics card."),
    ),
    "install_system_library": (
        QT_TRANSLATE_NOOP("Job", "The package {package} needs a missing system library: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job",
            "On Windows install the 'Microsoft Visual C++ Redistributable' (x64), elsewhere the library named "
            "above, then run 'Install runtime' again.",
        ),
    ),
    "install_failed": (
        QT_TRANSLATE_NOOP("Job", "The runtime could not be installed: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job", "Run 'Install runtime' again. If that does not help, the developers can mend it: report it with the log."
        ),
    ),
    "job_invalid": (
        QT_TRANSLATE_NOOP("Job", "The job that the worker was given is not valid: {reason}"),
        QT_TRANSLATE_NOOP("Job", "If you wrote the job yourself, correct it; otherwise restart QGIS and run the tool again."),
    ),
    "unexpected": (
        QT_TRANSLATE_NOOP("Job", "Unexpected error in Groundshift: {reason}"),
        QT_TRANSLATE_NOOP("Job", "The developers can mend this: please report it with the log above."),
    ),
}

# code -> message of the log
LOG_LINES: dict[str, str] = {
    "output": "{text}",  # output of other programs, as it is
    "backend_missing": QT_TRANSLATE_NOOP(
        "Job",
        "{wanted}, which was chosen for the networks, is not installed any more; {used} is used. Run the tool 'Install "
        "runtime' to install it again, or 'Measure runtime' to choose among what is installed.",
    ),
    "backend_refused": QT_TRANSLATE_NOOP("Job", "{wanted} cannot run this model; {used} is used. Reason: {reason}"),
    "backend_failed": QT_TRANSLATE_NOOP("Job", "{wanted} failed; the run continues on {used}. Reason: {reason}"),
    "provider_left_out": QT_TRANSLATE_NOOP(
        "Job",
        "{wanted} cannot be loaded: its driver or one of its libraries is missing or has another version. {used} is used.",
    ),
    "tile_halved": QT_TRANSLATE_NOOP(
        "Job", "The memory does not suffice for a tile of {height} x {width} pixels; the tiles are halved."
    ),
}

# key -> what was found on a machine; parts of a sentence
FINDINGS: dict[str, str] = {
    "machine_apple": QT_TRANSLATE_NOOP("Job", "Apple silicon"),
    "machine_processor": QT_TRANSLATE_NOOP("Job", "processor {architecture}"),
    "machine_instructions": QT_TRANSLATE_NOOP("Job", "processor {architecture} with {instructions}"),
    "machine_nvidia": QT_TRANSLATE_NOOP("Job", "NVIDIA card with driver {driver} for CUDA {cuda}"),
    "machine_nvidia_unfit": QT_TRANSLATE_NOOP(
        "Job", "the NVIDIA card cannot be used: it needs a driver for CUDA 12.4 or later, x86-64, and Python 3.10 or later"
    ),
    "machine_no_nvidia": QT_TRANSLATE_NOOP("Job", "no NVIDIA card with a working driver"),
    "machine_cards": QT_TRANSLATE_NOOP("Job", "graphics cards with DirectX 12: {cards}"),
}
