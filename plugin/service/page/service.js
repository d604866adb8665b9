/** The service: requests with the token, uploads with progress, jobs that are followed to their end. */

import { language } from "./texts.js";

const TOKEN = "groundshift-token";
const RUN = "groundshift-run";
const POLL = 700; // milliseconds
const PATIENCE = 30; // answers that may be missing one after the other

/** What the service refuses, or the failure of a job: the fields of its problem document. */
export class Problem extends Error {
  constructor(status, document) {
    super(document.detail || document.title || `HTTP ${status}`);
    this.status = status;
    this.code = document.code || "";
  }
}

/** The service did not answer. */
export class NoAnswer extends Error {}

export const setToken = (token) => sessionStorage.setItem(TOKEN, token);
const headers = () => {
  const token = sessionStorage.getItem(TOKEN);
  const spoken = { "Accept-Language": language };
  return token ? { ...spoken, Authorization: `Bearer ${token}` } : spoken;
};

/** Keep what belongs to the run of this tab, so that it is found again when the page is loaded anew; null = there is none. */
export const keepRun = (run) => (run ? sessionStorage.setItem(RUN, JSON.stringify(run)) : sessionStorage.removeItem(RUN));
export function keptRun() {
  try {
    return JSON.parse(sessionStorage.getItem(RUN));
  } catch {
    return null;
  }
}

async function ask(place, options = {}) {
  let answer;
  try {
    answer = await fetch(place, { ...options, headers: { ...headers(), Accept: "application/json", ...options.headers } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new NoAnswer(String(error));
  }
  if (!answer.ok) throw new Problem(answer.status, await answer.json().catch(() => ({})));
  return answer;
}

const json = async (place, options) => (await ask(place, options)).json();

export const listModels = async () => (await json("models")).models;
/** Ask for something that needs the token. */
export const checkToken = () => json("jobs?limit=1");

/** Send the files of one image. XMLHttpRequest, because fetch reports no progress of what it sends. */
export function upload(files, progress, signal) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const file of files) form.append("file", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", "uploads");
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => reject(new NoAnswer("upload"));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    request.onload = () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // an answer of a proxy: its status says enough
      }
      if (request.status === 201) resolve(answer);
      else reject(new Problem(request.status, answer));
    };
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

export const removeUpload = (id) => ask(`uploads/${id}`, { method: "DELETE" }).catch(() => undefined);

/** Run a process that takes moments, and return its outputs by value. */
export async function compute(kind, inputs, outputs) {
  const byValue = Object.fromEntries(outputs.map((name) => [name, { transmissionMode: "value" }]));
  return json(`processes/${kind}/execution`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ inputs, outputs: byValue, response: "document" }),
  });
}

/** Begin a job and return its id. */
export async function begin(kind, inputs, outputs) {
  const status = await json(`processes/${kind}/execution`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Prefer: "respond-async" },
    body: JSON.stringify({ inputs, outputs, response: "document" }),
  });
  return status.jobID;
}

/** Follow a job to its end; a signal dismisses it. */
export async function follow(job, progress, signal) {
  let missing = 0;
  for (;;) {
    if (signal?.aborted) {
      await ask(`jobs/${job}`, { method: "DELETE" }).catch(() => undefined);
      throw new DOMException("cancelled", "AbortError");
    }
    let status;
    try {
      status = await json(`jobs/${job}`);
      missing = 0;
    } catch (error) {
      missing += 1;
      if (!(error instanceof NoAnswer) || missing > PATIENCE) throw error;
    }
    if (status) {
      if (status.status === "successful") return;
      if (status.status === "failed") throw new Problem(status.problem?.status ?? 500, status.problem ?? { detail: status.message });
      if (status.status === "dismissed") throw new DOMException("cancelled", "AbortError");
      progress(status.status === "accepted" ? null : status.message, status.progress ?? 0);
    }
    await new Promise((done) => {
      const timer = setTimeout(done, POLL);
      signal?.addEventListener("abort", () => (clearTimeout(timer), done()), { once: true });
    });
  }
}

/** The address of a file of a job's outputs, as an input of another job. */
export async function outputFile(job, output) {
  const { files } = await json(`jobs/${job}/outputs`);
  return files.find((file) => file.output === output);
}

/** Save a file of a job on the user's disk. */
export async function save(job, name) {
  const blob = await (await ask(`jobs/${job}/outputs/${encodeURIComponent(name)}`)).blob();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
