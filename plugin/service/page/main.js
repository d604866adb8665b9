/** The page: two images in, changes out. */

import { ChosenImage, RASTER, quicklook } from "./images.js";
import { NoAnswer, Problem, begin, checkToken, compute, follow, keepRun, keptRun, listModels } from "./service.js";
import { outputFile, save, setToken } from "./service.js";
import { number, problemText, text, translateDocument } from "./texts.js";
import { SwipeView } from "./view.js";

const find = (id) => document.getElementById(id);
const DATES = ["before", "after"];
const USUAL_MODEL = "buildings-siamese"; // the default of QGIS's tools

const images = { before: null, after: null };
const opening = { before: null, after: null }; // AbortControllers
let models = null; // until the service has listed them
let running = null; // AbortController of the run
let shown = null; // what the result shows: { job, threshold, least, areas, valid }
const view = new SwipeView(find("picture"), find("swipe"));

// --- Access ---

async function enter() {
  try {
    models = (await listModels()).filter((model) => model.task === "change");
    await checkToken();
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401)) return show(error, "error");
    const form = find("access");
    find("access-why").textContent = text(form.dataset.tried ? "accessWrong" : "accessWhy");
    form.hidden = false;
    find("token").focus();
    setEnabled(false);
    return;
  }
  find("access").hidden = true;
  setEnabled(true);
  const list = find("model");
  list.replaceChildren(...models.map(({ id, title }) => new Option(title, id, false, id === USUAL_MODEL)));
  describeModel();
  check();
  if (!running && !shown) again();
}

function setEnabled(enabled) {
  for (const element of document.querySelectorAll(".drop input, #model")) element.disabled = !enabled;
}

find("access").addEventListener("submit", (event) => {
  event.preventDefault();
  setToken(find("token").value.trim());
  event.target.dataset.tried = "yes";
  enter();
});

// --- Images ---

async function choose(date, files) {
  opening[date]?.abort();
  images[date]?.forget();
  const [box, control] = [document.querySelector(`[data-date=${date}]`), new AbortController()];
  const facts = box.querySelector(".facts");
  opening[date] = control;
  images[date] = null;
  find("error").hidden = true;
  box.querySelector(".shown").hidden = true;
  check();
  const image = new ChosenImage(date, files);
  const say = (words) => !control.signal.aborted && (facts.textContent = words);
  try {
    await image.open(say, control.signal);
  } catch (error) {
    if (control.signal.aborted) return;
    say("");
    show(error, "error");
    return;
  }
  if (control.signal.aborted) {
    image.forget();
    return;
  }
  showImage(date, image);
}

function showImage(date, image) {
  images[date] = image;
  const box = document.querySelector(`[data-date=${date}]`);
  box.querySelector(".facts").textContent = image.facts;
  const picture = box.querySelector(".shown");
  picture.src = image.url;
  picture.alt = text("shown", { date: text(date), name: image.name });
  picture.hidden = false;
  check();
}

/** Files that were dropped together: each image with the files of its name; a.tfw and a.tif.aux.xml belong to a.tif. */
function byImage(files) {
  const groups = new Map();
  const stem = (name) => name.replace(/\.[^.]*$/, "");
  const belongs = (name) => [...groups.keys()].filter((key) => name.startsWith(`${key}.`)).sort((a, b) => b.length - a.length);
  for (const file of [...files].sort((a, b) => RASTER.test(b.name) - RASTER.test(a.name))) {
    const key = RASTER.test(file.name) ? stem(file.name) : belongs(file.name)[0] ?? stem(file.name);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()];
}

for (const box of document.querySelectorAll(".drop")) {
  const { date } = box.dataset;
  const take = (files) => {
    const groups = byImage(files);
    if (groups.length > 1) DATES.forEach((name, place) => choose(name, groups[place]));
    else if (groups.length) choose(date, groups[0]);
  };
  const input = box.querySelector("input");
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = ""; // the same file may be chosen again
  });
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.classList.add("over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("over");
    if (!input.disabled) take([...event.dataTransfer.files]);
  });
}

/** Say why a run cannot begin, or let it. */
function check() {
  const { before, after } = images;
  const both = Boolean(before && after);
  const unplaced = DATES.filter((date) => images[date] && !images[date].placed).length;
  find("pixel-row").hidden = unplaced === 0;
  let why = "";
  if (models === null) why = "";
  else if (!models.length) why = text("noModels");
  else if (!both) why = text("needBoth");
  else if (unplaced === 1) why = text("needPlaces");
  find("run").disabled = !both || !models?.length || unplaced === 1 || running !== null;
  const shapes = both && unplaced === 2 && Math.abs(before.width / before.height - after.width / after.height) > 0.02;
  find("why").textContent = running ? "" : why || (shapes ? text("otherShape") : "");
}

function describeModel() {
  const model = models?.find(({ id }) => id === find("model").value);
  if (!model) return;
  const values = { low: number(model.gsd_m.minimum, 2), high: number(model.gsd_m.maximum, 2), bands: model.bands.join(", ") };
  find("model-facts").textContent = text("modelFacts", values);
}
find("model").addEventListener("change", describeModel);

// --- The run ---

function say(words, share) {
  if (find("stage").textContent !== words) find("stage").textContent = words;
  if (share === undefined) find("progress").removeAttribute("value");
  else find("progress").value = share;
}

/** Show the progress of a run until it ends. */
async function perform(work) {
  running = new AbortController();
  find("error").hidden = find("result").hidden = true;
  find("progress-row").hidden = find("cancel").hidden = false;
  check();
  say(text("waiting"));
  find("cancel").focus();
  try {
    await work(running.signal);
    say(text("done"), 100);
  } catch (error) {
    // A service that does not answer may still have the run.
    if (!(error instanceof NoAnswer) && !(error instanceof Problem && error.status === 401)) keepRun(null);
    if (error.name === "AbortError") say(text("cancelled"), 0);
    else {
      find("progress-row").hidden = true;
      if (error instanceof Problem && error.code === "no-such-job") error.message = text("goneRun");
      show(error, "error");
    }
  } finally {
    const had = document.activeElement === find("cancel");
    running = null;
    find("cancel").hidden = true;
    check();
    if (!find("result").hidden) find("result-title").focus();
    else if (had) find("run").focus();
  }
}

function run() {
  if (!find("pixel-row").hidden && !find("pixel").reportValidity()) return;
  const model = models.find(({ id }) => id === find("model").value);
  keepRun(null);
  perform(async (signal) => {
    // Pictures without a place cover the same ground, whatever their sizes.
    const pixel = images.before.placed ? 0 : Number(find("pixel").value);
    const pixels = { before: pixel && (pixel * images.after.width) / images.before.width, after: pixel };
    for (const date of DATES) await images[date].send(pixels[date], (words) => say(words), signal);
    const inputs = Object.fromEntries(DATES.map((date) => [date, images[date].input(pixels[date])]));
    inputs.model = model.id;
    const byReference = { transmissionMode: "reference" };
    const outputs = { mask: byReference, probability: byReference, polygons: byReference, values: { transmissionMode: "value" } };
    const job = await begin("detect_change", inputs, outputs);
    const remembered = Object.fromEntries(DATES.map((date) => [date, images[date].remembered]));
    keepRun({ job, inputs, model: model.id, images: remembered, pixel: find("pixel").value });
    await watch(job, inputs, model, signal);
  });
}

async function watch(job, inputs, model, signal) {
  await follow(job, (stage, share) => {
    if (stage === null) say(text("waiting"));
    else say(text("running", { stage, share: Math.floor(share) }), share);
  }, signal);
  say(text("showing"));
  await showResult(job, inputs, model);
}

async function showAgain(date, kept) {
  const image = await ChosenImage.again(date, kept);
  if (!images[date] && !opening[date]) showImage(date, image);
}

/** Pick up the run that was begun before the page was loaded. */
function again() {
  const kept = keptRun();
  const model = kept && models.find(({ id }) => id === kept.model);
  if (!model) return;
  find("model").value = model.id;
  describeModel();
  find("pixel").value = kept.pixel;
  perform(async (signal) => {
    DATES.forEach((date) => showAgain(date, kept.images[date]).catch(() => undefined)); // the run does not need them
    await watch(kept.job, kept.inputs, model, signal);
  });
}

find("run").addEventListener("click", run);
find("cancel").addEventListener("click", () => running?.abort());

// --- The result ---

async function showResult(job, inputs, model) {
  const file = await outputFile(job, "probability");
  const probability = { parameter: "INPUT", name: "probability", path: { href: file.href } };
  const pictures = [];
  for (const date of DATES) pictures.push((await quicklook(inputs[date], { like: probability })).url);
  pictures.push((await quicklook(probability, { content: "probability" })).url);
  const { values } = await compute("probability_histogram", { input: probability }, ["values"]);
  await view.show(...pictures);
  pictures.forEach((url) => URL.revokeObjectURL(url));
  find("threshold").value = model.threshold;
  find("least").value = model.min_area_m2;
  const made = { job, ...chosen() };
  shown = { probability, areas: values.value.AREAS, valid: values.value.VALID_AREA, made };
  find("saved").textContent = "";
  find("save-error").hidden = true;
  find("result").hidden = false;
  moveThreshold();
  describeSwipe();
}

const chosen = () => ({ threshold: Number(find("threshold").value), least: Number(find("least").value) });

function moveThreshold() {
  const threshold = Number(find("threshold").value);
  find("threshold-value").textContent = number(threshold, 2, 2);
  view.setThreshold(threshold);
  const bins = shown.areas.length - 1;
  const area = shown.areas.reduce((sum, part, bin) => sum + (bin / bins >= threshold - 1e-9 ? part : 0), 0);
  const share = number((100 * area) / Math.max(shown.valid, 1e-9), 2);
  find("area").textContent = area > 0 ? text("area", { share, area: number(area) }) : text("noArea");
  find("picture").setAttribute("aria-label", text("picture", { share }));
}

function describeSwipe() {
  find("swipe").setAttribute("aria-valuetext", text("swipeValue", { share: find("swipe").value }));
}

find("threshold").addEventListener("input", moveThreshold);
find("swipe").addEventListener("input", describeSwipe);
find("shown").addEventListener("change", (event) => {
  view.visible = event.target.checked;
  view.draw();
});

/** Return the job whose mask and polygons have the chosen threshold and smallest change; it is run if there is none. */
async function jobOfThreshold() {
  const { threshold, least } = chosen();
  if (shown.made.threshold === threshold && shown.made.least === least) return shown.made.job;
  find("saved").textContent = text("making", { threshold: number(threshold, 2, 2) });
  const byReference = { transmissionMode: "reference" };
  const inputs = { input: shown.probability, threshold, min_area_m2: least };
  const job = await begin("apply_threshold", inputs, { mask: byReference, polygons: byReference });
  await follow(job, () => undefined);
  shown.made = { threshold, least, job };
  return job;
}

async function download(output) {
  const buttons = [find("mask"), find("polygons")];
  find("save-error").hidden = true;
  if (!find("least").reportValidity()) return;
  for (const button of buttons) button.disabled = true;
  try {
    const job = await jobOfThreshold();
    const { name } = await outputFile(job, output);
    await save(job, name);
    find("saved").textContent = text("saved", { name });
  } catch (error) {
    find("saved").textContent = "";
    show(error, "save-error");
  } finally {
    for (const button of buttons) button.disabled = false;
    find(output).focus();
  }
}

find("mask").addEventListener("click", () => download("mask"));
find("polygons").addEventListener("click", () => download("polygons"));

// --- Errors ---

function show(error, place) {
  if (error instanceof Problem && error.status === 401) {
    find("access").dataset.tried = "yes";
    enter();
    return;
  }
  let words = text("unknown", { reason: error.message });
  if (error instanceof NoAnswer) words = text("gone");
  else if (error instanceof Problem) words = problemText(error);
  find(place).textContent = words;
  find(place).hidden = false;
}

translateDocument();
check();
enter();
