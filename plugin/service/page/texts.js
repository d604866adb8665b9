/** The texts of the page in the language of the browser; English stands in the document and here. */

const ENGLISH = {
  lead: "What changed on the ground between two images.",
  access: "Access",
  accessWhy: "This service needs a token. Its administrator gives you one.",
  accessWrong: "The service does not accept this token.",
  token: "Token",
  enter: "Enter",
  images: "Images",
  imagesHint: "GeoTIFF, or PNG and JPEG of the same ground. You can drop both at once, the earlier first.",
  before: "Before",
  after: "After",
  choose: "Choose or drop the earlier image",
  chooseAfter: "Choose or drop the later image",
  pixel: "Size of a pixel on the ground (m)",
  pixelWhy: "The pictures do not state where they lie. They are taken to show the same ground.",
  model: "Model",
  modelFacts: "For pixels of {low} to {high} m. Bands: {bands}.",
  noModels: "The service has no model that finds changes.",
  run: "Find changes",
  start: "Find changes",
  cancel: "Cancel",
  result: "Result",
  swipe: "Before | after",
  swipeValue: "{share} % before",
  threshold: "Threshold",
  least: "Smallest change (m²)",
  show: "Show the changes",
  saveMask: "Download the mask (GeoTIFF)",
  savePolygons: "Download the polygons (GeoPackage)",
  programs: "Programs and QGIS use the same service:",
  processes: "OGC API - Processes",
  sending: "{name} is sent: {share} %",
  reading: "{name} is read…",
  facts: "{name}: {width} × {height} pixels",
  factsPlaced: "{name}: {width} × {height} pixels of {pixel} m",
  shown: "{date}: {name}",
  needBoth: "Choose both images.",
  needPlaces: "One image states where it lies and the other does not: choose two that do, or two that do not.",
  otherShape: "The two pictures have different shapes: they may not show the same ground.",
  waiting: "Waiting for the service",
  running: "{stage}, {share} %",
  showing: "The result is being drawn",
  done: "Done.",
  cancelled: "Cancelled.",
  area: "{share} % of the area changed at this threshold, {area} m².",
  noArea: "Nothing changed at this threshold.",
  picture: "Both dates with the changes in magenta: {share} % of the area changed.",
  making: "The files are made at the threshold {threshold}…",
  saved: "{name} was downloaded.",
  gone: "The service does not answer. Check the connection and try again.",
  unknown: "The service failed: {reason}",
  limit: "The service is busy: {reason}",
  chooseAgain: "{name} is no longer at hand: choose it again.",
  goneRun: "The run that was begun here before is no longer on the service.",
};

const GERMAN = {
  lead: "Was sich am Boden zwischen zwei Bildern verändert hat.",
  access: "Zugang",
  accessWhy: "Dieser Dienst verlangt ein Token. Sie erhalten es von seiner Verwaltung.",
  accessWrong: "Der Dienst nimmt dieses Token nicht an.",
  token: "Token",
  enter: "Anmelden",
  images: "Bilder",
  imagesHint: "GeoTIFF, oder PNG und JPEG vom selben Gebiet. Beide lassen sich zugleich ablegen, das frühere zuerst.",
  before: "Vorher",
  after: "Nachher",
  choose: "Früheres Bild wählen oder ablegen",
  chooseAfter: "Späteres Bild wählen oder ablegen",
  pixel: "Größe eines Pixels am Boden (m)",
  pixelWhy: "Die Bilder geben ihre Lage nicht an. Es wird angenommen, dass sie dasselbe Gebiet zeigen.",
  model: "Modell",
  modelFacts: "Für Pixel von {low} bis {high} m. Bänder: {bands}.",
  noModels: "Der Dienst hat kein Modell, das Veränderungen findet.",
  run: "Veränderungen finden",
  start: "Veränderungen finden",
  cancel: "Abbrechen",
  result: "Ergebnis",
  swipe: "Vorher | nachher",
  swipeValue: "{share} % vorher",
  threshold: "Schwellenwert",
  least: "Kleinste Veränderung (m²)",
  show: "Veränderungen zeigen",
  saveMask: "Maske herunterladen (GeoTIFF)",
  savePolygons: "Polygone herunterladen (GeoPackage)",
  programs: "Programme und QGIS nutzen denselben Dienst:",
  processes: "OGC API - Processes",
  sending: "{name} wird gesendet: {share} %",
  reading: "{name} wird gelesen…",
  facts: "{name}: {width} × {height} Pixel",
  factsPlaced: "{name}: {width} × {height} Pixel von {pixel} m",
  shown: "{date}: {name}",
  needBoth: "Wählen Sie beide Bilder.",
  needPlaces: "Ein Bild gibt seine Lage an, das andere nicht: Wählen Sie zwei mit Lage oder zwei ohne.",
  otherShape: "Die Bilder haben verschiedene Formate: Sie zeigen womöglich nicht dasselbe Gebiet.",
  waiting: "Warten auf den Dienst",
  running: "{stage}, {share} %",
  showing: "Das Ergebnis wird gezeichnet",
  done: "Fertig.",
  cancelled: "Abgebrochen.",
  area: "{share} % der Fläche haben sich bei diesem Schwellenwert verändert, {area} m².",
  noArea: "Bei diesem Schwellenwert hat sich nichts verändert.",
  picture: "Beide Zeitpunkte mit den Veränderungen in Magenta: {share} % der Fläche haben sich verändert.",
  making: "Die Dateien werden mit dem Schwellenwert {threshold} erzeugt…",
  saved: "{name} wurde heruntergeladen.",
  gone: "Der Dienst antwortet nicht. Prüfen Sie die Verbindung und versuchen Sie es erneut.",
  unknown: "Der Dienst ist gescheitert: {reason}",
  limit: "Der Dienst ist ausgelastet: {reason}",
  chooseAgain: "{name} liegt nicht mehr vor: Wählen Sie das Bild erneut.",
  goneRun: "Der Lauf, der hier zuvor begonnen wurde, ist auf dem Dienst nicht mehr vorhanden.",
};

/** What the service refuses, by the code of its problem document. Failures of jobs come in the language of the browser. */
const REFUSALS_GERMAN = {
  "archive-in-archive": "Ein Archiv darf kein Archiv enthalten.",
  "archive-member": "Das Archiv enthält eine Verknüpfung oder eine verschlüsselte Datei.",
  "file-format": "Dieses Format nimmt der Dienst nicht an: Wählen Sie GeoTIFF, PNG, JPEG oder JPEG 2000.",
  "file-name": "Der Name der Datei enthält Zeichen, die nicht jedes System erlaubt. Benennen Sie sie um.",
  "file-refers-elsewhere": "Die Datei verweist auf Daten an anderer Stelle. Speichern Sie das Bild als GeoTIFF.",
  "file-unreadable": "Die Datei ist beschädigt oder kein Bild.",
  "invalid-input": "Eine Angabe ist ungültig.",
  "job-dismissed": "Der Auftrag wurde abgebrochen; er hat kein Ergebnis.",
  "job-goes-on": "Der Auftrag dauert länger und läuft weiter.",
  "job-too-long": "Der Auftrag dauerte länger, als der Dienst es zulässt.",
  "no-file": "Es wurde keine Datei gesendet.",
  "no-such-job": "Den Auftrag gibt es nicht mehr: Ergebnisse werden nur eine Zeit lang aufbewahrt.",
  "no-such-model": "Das Modell gibt es auf dem Dienst nicht mehr. Laden Sie die Seite neu.",
  "no-such-output": "Dieses Ergebnis gibt es nicht mehr.",
  "no-such-process": "Der Dienst bietet dieses Werkzeug nicht an.",
  "no-such-upload": "Das Bild wird nicht mehr aufbewahrt. Wählen Sie es erneut.",
  "output-too-large": "Das Ergebnis ist zu groß für diese Seite.",
  "queue-full": "Zu viele Aufträge warten. Versuchen Sie es später erneut.",
  "raster-too-large": "Das Bild hat mehr Pixel, als der Dienst annimmt. Schneiden Sie es zu.",
  "request-too-large": "Die Anfrage ist zu groß.",
  "result-not-ready": "Der Auftrag ist noch nicht fertig.",
  "result-removed": "Das Ergebnis wird nicht mehr aufbewahrt.",
  "service-restarted": "Der Dienst wurde beendet, während der Auftrag lief. Starten Sie ihn erneut.",
  "storage-full": "Die Platte des Dienstes ist voll; seine Verwaltung muss Platz schaffen.",
  "table-too-large": "Die Tabelle ist zu groß.",
  "too-many-waiting": "Zu viele Anfragen warten. Versuchen Sie es in einigen Sekunden erneut.",
  unexpected: "Im Dienst ist ein Fehler aufgetreten; sein Protokoll nennt den Grund.",
  "upload-too-large": "Die Datei ist größer, als der Dienst annimmt, oder der Platz für Ihre Bilder ist aufgebraucht.",
  "uploads-limit": "Der Dienst bewahrt schon zu viele Ihrer Bilder auf. Versuchen Sie es später erneut.",
  "wrong-content": "Die Datei ist kein Bild.",
};

const german = navigator.language.toLowerCase().startsWith("de");
const texts = german ? GERMAN : ENGLISH;
export const language = german ? "de" : "en";

/** Return a text with its places filled in. */
export function text(key, values = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Return a refusal or the failure of a job: a Problem of the service. */
export function problemText({ code, status, message }) {
  const words = (german && REFUSALS_GERMAN[code]) || message;
  return status === 429 ? text("limit", { reason: words }) : words;
}

/** Return a number for people. */
export function number(value, digits = 0, least = 0) {
  const form = { minimumFractionDigits: least, maximumFractionDigits: digits };
  return new Intl.NumberFormat(language, form).format(value);
}

/** Write the texts into the document. */
export function translateDocument() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text);
}
