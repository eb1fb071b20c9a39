"use strict";
// The pad that is drawn on: a pen led by mouse, finger or keys, in black on white, or for images of colours in one of
// theirs or any other.
import { element } from "./views.js";
import { colourName, frequentColours, hexadecimal } from "./palette.js";

export class Pad {
  /** The pen's colour, and the one of empty paper. */
  ink = "#000000";
  paper = "#ffffff";
  /** Where the pen is that keys lead, whether it is down, and the mark that shows it. */
  /** @type {Point} */
  place = [0, 0];
  isDown = false;
  mark = element("span", { className: "pad-pen", hidden: true });

  /** `drawn` is told of each piece of a stroke as it is drawn, and of the stroke's end. */
  /** @param {Model} model @param {(isEnd: boolean) => void} drawn */
  constructor(model, drawn) {
    this.drawn = drawn;
    this.canvas = document.getElementById("pad");
    // A pixel of an image is a whole number of the pad's.
    this.size = model.imageSide * Math.max(1, Math.round(280 / model.imageSide));
    this.place = [this.size / 2, this.size / 2];
    this.canvas.width = this.canvas.height = this.size;
    this.context = /** @type {Canvas2D} */ (this.canvas.getContext("2d", { willReadFrequently: true }));
    this.width = 22 / 280 * this.size;
    this.canvas.after(this.mark);
    if (model.channels > 1) this.offerColours(model);
    this.clear();
    this.listenToPointers();
    this.listenToKeys();
  }

  /** Offers the colours of the data set's images, the most frequent of which is the paper's, any other, and filling. */
  /** @type {(model: Model) => void} */
  offerColours(model) {
    const group = document.getElementById("pad-colours"), other = document.getElementById("pad-colour");
    if (!group || !other) return;
    const step = Math.max(1, Math.floor(model.count / 60)), images = [];
    for (let i = 0; i < model.count; i += step) images.push(model.image(i));
    const choices = frequentColours(images, 10).map(colour => {
      const value = hexadecimal(colour), swatch = element("i"), name = colourName(colour) + ", " + value;
      swatch.style.background = value;
      const choice = element("input", { type: "radio", name: "pad-colour", value, ariaLabel: name });
      choice.addEventListener("change", () => { this.ink = other.value = value; });
      group.insertBefore(element("label", { className: "swatch", title: name }, choice, swatch), other);
      return choice;
    });
    other.addEventListener("input", () => {
      this.ink = other.value;
      for (const choice of choices) choice.checked = choice.value === other.value;
    });
    document.getElementById("pad-fill")?.addEventListener("click", () => { this.clear(this.ink); this.drawn(true); });
    this.paper = choices[0].value;
    const first = choices[Math.min(1, choices.length - 1)];
    first.checked = true;
    this.ink = other.value = first.value;
  }

  clear(colour = this.paper) {
    this.context.fillStyle = colour;
    this.context.fillRect(0, 0, this.size, this.size);
  }

  /** @type {(from: Point, to: Point) => void} */
  stroke([x0, y0], [x1, y1]) {
    const { context } = this;
    context.strokeStyle = this.ink;
    context.lineWidth = this.width;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1 + 0.01, y1);
    context.stroke();
  }

  /** Fills the pad with a square picture of a side. */
  /** @type {(picture: CanvasImageSource, isSmooth: boolean, side: number) => void} */
  show(picture, isSmooth, side) {
    const { context, size } = this;
    context.imageSmoothingEnabled = isSmooth;
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, 0, 0, side, side, 0, 0, size, size);
  }

  /** The pixels, red, green, blue and opacity of each. */
  get pixels() { return this.context.getImageData(0, 0, this.size, this.size).data; }

  listenToPointers() {
    const { canvas, size } = this;
    /** @type {(event: PointerEvent) => Point} */
    const at = event => {
      const box = canvas.getBoundingClientRect();
      return [(event.clientX - box.left) * size / box.width, (event.clientY - box.top) * size / box.height];
    };
    /** @type {Point | null} */
    let last = null;
    const lead = (/** @type {Point} */ here) => {
      this.stroke(last ?? here, here);
      last = here;
      this.drawn(false);
    };
    canvas.addEventListener("pointerdown", event => {
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      this.lift();
      lead(at(event));
    });
    canvas.addEventListener("pointermove", event => { if (last) lead(at(event)); });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, () => {
        if (last) this.drawn(true);
        last = null;
      });
    }
  }

  /** Arrow keys move the pen, with Shift further; Space and Enter put it down and lift it. */
  listenToKeys() {
    const { canvas, size } = this;
    canvas.addEventListener("keydown", event => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const way = new Map([["ArrowLeft", [-1, 0]], ["ArrowRight", [1, 0]], ["ArrowUp", [0, -1]], ["ArrowDown", [0, 1]]]).get(event.key);
      if (way) {
        const length = size / (event.shiftKey ? 8 : 40), before = this.place;
        const within = (/** @type {number} */ value) => Math.min(size, Math.max(0, value));
        this.place = [within(before[0] + way[0] * length), within(before[1] + way[1] * length)];
        if (this.isDown) { this.stroke(before, this.place); this.drawn(false); }
      } else if (event.key === " " || event.key === "Enter") {
        this.isDown = !this.isDown;
        if (this.isDown) this.stroke(this.place, this.place);
        this.drawn(!this.isDown);
        document.getElementById("plane-status").textContent = this.isDown ? "The pen is down." : "The pen is lifted.";
      } else return;
      event.preventDefault();
      this.showMark();
    });
    canvas.addEventListener("blur", () => this.lift());
  }

  /** Lifts the pen that keys lead, and hides its mark. */
  lift() {
    this.mark.hidden = true;
    if (!this.isDown) return;
    this.isDown = false;
    this.drawn(true);
  }

  showMark() {
    this.mark.hidden = false;
    this.mark.classList.toggle("down", this.isDown);
    this.mark.style.left = this.place[0] / this.size * 100 + "%";
    this.mark.style.top = this.place[1] / this.size * 100 + "%";
  }
}
