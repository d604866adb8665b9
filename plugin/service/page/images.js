/** An image that the user chose: its files, its picture on the screen, and whether it states where it lies. */

import { Problem, compute, removeUpload, upload } from "./service.js";
import { number, text } from "./texts.js";

export const RASTER = /\.(tiff?|png|jpe?g|jp2)$/i;
const SHOWN = /\.(png|jpe?g)$/i; // by the browser itself
const PLACE = /\.(tfw|pgw|jgw|j2w|wld)$/i;
const WORLD_FILES = { png: "pgw", jpg: "jgw", jpeg: "jgw", tif: "tfw", tiff: "tfw", jp2: "j2w" };
// Pictures without a place are put here, where metres of the grid are those of the ground.
const NOWHERE = { crs: "EPSG:32631", left: 500_000, top: 0 };
const WITHOUT_PLACE = ["raster_without_crs", "raster_without_georeference"];

export class ChosenImage {
  /** @param files of one image: itself, and those beside it. */
  constructor(date, files) {
    this.date = date;
    this.main = files.find((file) => RASTER.test(file.name)) ?? files[0];
    this.files = [this.main, ...files.filter((file) => file !== this.main)];
    this.placed = !SHOWN.test(this.main.name) || files.some((file) => PLACE.test(file.name));
    this.width = this.height = this.pixel = 0;
    this.url = "";
    this.sent = null;
    this.sentPixel = 0;
    this.kept = false;
  }

  /** Return an image of a run that was begun before the page was loaded: the service has it, the page has no file. */
  static async again(date, kept) {
    const image = Object.assign(new ChosenImage(date, [new File([], kept.name)]), kept.facts, { kept: true });
    image.url = (await quicklook(image.input(image.sentPixel))).url;
    return image;
  }

  /** What belongs to the image when the page is loaded anew. */
  get remembered() {
    const { placed, width, height, pixel, sent, sentPixel } = this;
    return { name: this.name, facts: { placed, width, height, pixel, sent, sentPixel } };
  }

  get name() {
    return this.main.name;
  }

  get facts() {
    const values = { name: this.name, width: this.width, height: this.height, pixel: number(this.pixel, 2) };
    return text(this.placed ? "factsPlaced" : "facts", values);
  }

  /** Find out what is shown: a picture the browser can show is not sent before the run. */
  async open(say, signal) {
    if (this.placed) {
      await this.send(0, say, signal);
      say(text("reading", { name: this.name }));
      try {
        const { values, url } = await quicklook(this.input(0));
        Object.assign(this, { width: values.WIDTH, height: values.HEIGHT, pixel: values.PIXEL, url });
        return;
      } catch (error) {
        if (!(error instanceof Problem) || !WITHOUT_PLACE.includes(error.code)) throw error;
        this.placed = false;
      }
    }
    if (SHOWN.test(this.main.name)) {
      const picture = await createImageBitmap(this.main).catch(() => {
        throw new Problem(415, { detail: this.name });
      });
      Object.assign(this, { width: picture.width, height: picture.height, url: URL.createObjectURL(this.main) });
      picture.close();
      return;
    }
    this.width = this.sent.width;
    this.height = this.sent.height;
    await this.send(1, say, signal);
    const { url } = await quicklook(this.input(1));
    this.url = url;
  }

  /** Send the files, unless they were sent with this size of a pixel; a world file says where a picture without a place lies. */
  async send(pixel, say, signal) {
    if (this.sent && this.sentPixel === pixel) return;
    if (this.kept) throw new Problem(0, { detail: text("chooseAgain", { name: this.name }) });
    const files = [...this.files];
    if (pixel) {
      const [stem, extension] = [this.name.replace(/\.\w+$/, ""), this.name.replace(/.*\./, "").toLowerCase()];
      const lines = [pixel, 0, 0, -pixel, NOWHERE.left + pixel / 2, NOWHERE.top - pixel / 2];
      files.push(new File([lines.join("\n")], `${stem}.${WORLD_FILES[extension]}`));
    }
    const earlier = this.sent;
    const report = (share) => say(text("sending", { name: this.name, share: Math.round(100 * share) }));
    report(0);
    this.sent = await upload(files, report, signal);
    this.sentPixel = pixel;
    if (earlier) removeUpload(earlier.id);
  }

  /** The image as an input of a job. */
  input(pixel) {
    const source = { parameter: this.date.toUpperCase(), name: this.name, path: { href: this.sent.href } };
    return pixel ? { ...source, crs: NOWHERE.crs } : source;
  }

  forget() {
    if (this.sent) removeUpload(this.sent.id);
    if (this.url) URL.revokeObjectURL(this.url);
  }
}

/** Return a small picture of a raster of the service, as an address, and what is known of the raster. */
export async function quicklook(input, more = {}) {
  const results = await compute("quicklook", { input, ...more }, ["picture", "values"]);
  const bytes = Uint8Array.from(atob(results.picture.value), (letter) => letter.charCodeAt(0));
  return { values: results.values.value, url: URL.createObjectURL(new Blob([bytes], { type: "image/png" })) };
}
