"""Failures of jobs in the language of a request; what the page knows of refusals."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.service.translations import _texts, languages, translated_problem
from groundshift.tests.helpers.service import Client, WaitingWorkers, serving, until

ROOT = Path(__file__).resolve().parents[2]
SERVICE = ROOT / "plugin" / "service"


def test_translations_are_those_of_the_plugin() -> None:
    assert languages()[:2] == ("en", "de")
    tree = ElementTree.parse(ROOT / "i18n" / "groundshift_de.ts")
    (context,) = [one for one in tree.iter("context") if one.findtext("name") == "Job"]
    expected = {one.findtext("source"): one.findtext("translation") for one in context.iter("message")}
    expected = {source: text for source, text in expected.items() if text}
    assert len(expected) > 300
    assert {source: _texts("de").get(source) for source in expected} == expected


@pytest.mark.parametrize(("accepted", "words"), [("de-DE,de;q=0.9", "Vorhersage"), ("fr", "Predicting"), ("", "Predicting")])
def test_a_running_job_names_its_stage_in_the_language_of_the_request(accepted: str, words: str, tmp_path: Path) -> None:
    with serving(tmp_path / "data", WaitingWorkers) as client:
        status = _begun(client, accepted)
        assert status["message"] == words


def test_a_failed_job_says_why_in_the_language_of_the_request(tmp_path: Path) -> None:
    class Workers(WaitingWorkers):
        def run(self, *_: object) -> dict[str, object]:
            raise JobFailure("no_overlap", "AFTER", before="2019", after="2023")

    with serving(tmp_path / "data", Workers) as client:
        answer = client.execute("predict", {"dates": [], "model": "buildings-siamese"})
        job = answer.json()["jobID"]
        english = client.ended(job)
        german = client("GET", f"/jobs/{job}", headers={"Accept-Language": "de"}).json()
        results = client("GET", f"/jobs/{job}/results", headers={"Accept-Language": "de"}).json()
    assert english["message"].startswith("AFTER: ")
    assert german["message"] == german["problem"]["detail"] == results["detail"]
    assert "2019" in german["message"]
    assert german["message"] != english["message"]
    assert german["problem"]["values"] == english["problem"]["values"]


def test_a_failure_of_another_version_stays_as_it_is() -> None:
    problem = {"code": "no_overlap", "detail": "English", "values": {"layers": 2}}
    assert translated_problem(problem, "de") == problem


def test_the_page_knows_every_refusal_that_it_can_meet() -> None:
    """Codes of problem documents; those of programs' requests, which the page never sends, are left out."""
    text = "".join(path.read_text(encoding="utf-8") for path in SERVICE.glob("*.py"))
    codes = set(re.findall(r"(?:Problem|problem_text)\(\s*\d{3},\s*\"([a-z-]+)\"", text))
    programs = {code for code in codes if code.startswith(("invalid-", "unknown-"))} | {
        "no-callbacks", "no-such-page", "not-steered", "output-format", "path-not-allowed", "token-missing", "url-not-allowed",
        "url-unreadable", "model-external-data",
    }  # fmt: skip
    page = (SERVICE / "page" / "texts.js").read_text(encoding="utf-8")
    table = page[page.index("REFUSALS_GERMAN") : page.index("const german")]
    known = set(re.findall(r"^  \"?([a-z-]+)\"?: ", table, re.MULTILINE))
    assert codes - programs <= known
    assert {"file-format", "raster-too-large"} <= known


def _begun(client: Client, accepted: str) -> dict[str, str]:
    job = client.execute("predict", {"dates": [], "model": "buildings-siamese"}).json()["jobID"]
    headers = {"Accept-Language": accepted} if accepted else {}
    until(lambda: client("GET", f"/jobs/{job}", headers=headers).json()["progress"] == 25)
    found: dict[str, str] = client("GET", f"/jobs/{job}", headers=headers).json()
    client("DELETE", f"/jobs/{job}")
    return found
