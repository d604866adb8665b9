/** Both dates under a divider, with the pixels above the threshold in colour on top. */

const COLOUR = [255, 0, 200, 160]; // stands out from roofs and from plants, also for eyes that do not tell red from green

export class SwipeView {
  constructor(canvas, slider) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.slider = slider;
    this.overlay = document.createElement("canvas");
    this.visible = true;
    slider.addEventListener("input", () => this.draw());
    let held = false;
    const move = (event) => {
      const box = canvas.getBoundingClientRect();
      slider.value = Math.round((100 * (event.clientX - box.left)) / box.width);
      slider.dispatchEvent(new Event("input"));
    };
    canvas.addEventListener("pointerdown", (event) => {
      held = true;
      canvas.setPointerCapture(event.pointerId);
      move(event);
    });
    canvas.addEventListener("pointermove", (event) => held && move(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (held = false));
  }

  /** Show pictures of one size, given by their addresses. */
  async show(before, after, probability) {
    [this.before, this.after] = await Promise.all([load(before), load(after)]);
    const shades = await load(probability);
    for (const canvas of [this.canvas, this.overlay]) [canvas.width, canvas.height] = [shades.width, shades.height];
    this.canvas.parentElement.style.setProperty("--shape", shades.width / shades.height);
    const context = this.overlay.getContext("2d", { willReadFrequently: true });
    context.drawImage(shades, 0, 0);
    this.pixels = context.getImageData(0, 0, shades.width, shades.height).data;
  }

  /** Colour the pixels at or above a threshold. */
  setThreshold(threshold) {
    const least = Math.ceil(threshold * 255 - 1e-6);
    const context = this.overlay.getContext("2d");
    const made = context.createImageData(this.overlay.width, this.overlay.height);
    for (let place = 0; place < this.pixels.length; place += 4) {
      if (this.pixels[place + 3] === 255 && this.pixels[place] >= least) made.data.set(COLOUR, place);
    }
    context.putImageData(made, 0, 0);
    this.draw();
  }

  draw() {
    const { width, height } = this.canvas;
    const place = Math.round((width * this.slider.value) / 100);
    const context = this.context;
    context.clearRect(0, 0, width, height);
    context.drawImage(this.after, 0, 0, width, height);
    context.save();
    context.beginPath();
    context.rect(0, 0, place, height);
    context.clip();
    context.clearRect(0, 0, width, height);
    context.drawImage(this.before, 0, 0, width, height);
    context.restore();
    if (this.visible) context.drawImage(this.overlay, 0, 0);
    context.fillStyle = "#ffffff";
    context.fillRect(place - 1, 0, 2, height);
  }
}

function load(address) {
  const image = new Image();
  image.src = address;
  return image.decode().then(() => image);
}
