"""The log of a training for MLflow."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

from ...engine.context import JobContext
from ...jobs.train_model import TrainModelJob
from .documents import Facts, Figures


def log_to_mlflow(job: TrainModelJob, facts: Facts, figures: Figures, context: JobContext) -> None:
    """Log a run where MLflow is installed: to its own address, or to the folder of the checkpoints."""
    if importlib.util.find_spec("mlflow") is None:
        return
    # mlflow-skinny writes to folders only, and MLflow 3 refuses folders unless this is set.
    os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    own_address = os.environ.get("MLFLOW_TRACKING_URI")
    try:
        import mlflow

        if not own_address:
            mlflow.set_tracking_uri(Path(job.checkpoints, "mlruns").resolve().as_uri())
        mlflow.set_experiment("groundshift")
        with mlflow.start_run(run_name=facts.metadata["id"]):
            mlflow.log_params({key: str(value)[:250] for key, value in facts.settings.items()})
            for row in figures.rows:
                values = {key: value for key, value in row.items() if isinstance(value, float)}
                mlflow.log_metrics(values, step=int(row["epoch"]))
            mlflow.log_metrics({f"validation_{item['measure']}": float(item["new"]) for item in figures.comparison})
            stem = os.path.splitext(job.model)[0]
            for path in (job.model, f"{stem}.md", f"{stem}.png"):
                if os.path.isfile(path):  # there is no figure without validation ground
                    mlflow.log_artifact(path)
        context.info("training_mlflow", uri=mlflow.get_tracking_uri())
    except Exception as error:  # a failed log must not cost the model
        context.warn("output", text=f"MLflow: {error}")
    finally:
        if not own_address:
            os.environ.pop("MLFLOW_TRACKING_URI", None)  # MLflow sets it; the next training has a folder of its own
