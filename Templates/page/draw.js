"use strict";
// The tool "Draw": a pad, or a picture file, whose image the encoder reads.
import { normalDraws } from "./latent.js";
import { element, imageCanvas, showImage, Strip } from "./views.js";
import { lossTerms, showTerms } from "./inspect.js";
import { usualStrokeWidths, normalizedInk, imageOfInk, resampledBox } from "./ink.js";
import { reducedPicture, drawingIn } from "./ink-finder.js";

/**
 * The pixels of a picture file, made smaller where they are many. They are read some rows at a time: a canvas need not
 * hold all of a photo. Throws a RangeError with words for the reader where they are too many.
 */
/** @type {(file: Blob) => Promise<PixelPicture>} */
async function readPicture(file) {
  const bitmap = await createImageBitmap(file), { width, height } = bitmap;
  if (width * height > 50e6) {
    throw new RangeError(`A picture of ${width} x ${height} pixels; make it smaller, at most 50 million pixels can be read.`);
  }
  const canvas = element("canvas", { width }), context = /** @type {Canvas2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  return reducedPicture(width, height, (top, count) => {
    if (canvas.height !== count) canvas.height = count;
    context.globalCompositeOperation = "copy";
    context.drawImage(bitmap, 0, -top);
    return context.getImageData(0, 0, width, count).data;
  });
}

export class DrawTool {
  /** A drawing from a file, while nothing is drawn over it. */
  /** @type {Drawing | null} */
  taken = null;
  /** What the network makes of it. */
  /** @type {Explanation | null} */
  answer = null;
  /** @type {StrokeWidths | undefined} */
  strokeWidths;
  /** The snapshot whose answer is shown, whether by hand, and the sample's image shown last. */
  shown = -1;
  isDrawn = false;
  next = -1;

  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    this.showsImage = false;
    const { model } = explorer;
    this.side = model.imageSide;
    this.pad = document.getElementById("pad");
    this.pad.width = this.pad.height = 280;
    this.context = /** @type {Canvas2D} */ (this.pad.getContext("2d", { willReadFrequently: true }));
    this.output = document.getElementById("draw-output");
    this.output.width = this.output.height = this.side;
    this.samples = new Strip(document.getElementById("draw-samples"), this.side, 7, "Draw");
    this.clear();
    this.listen();
  }

  listen() {
    /** @type {(event: PointerEvent) => Point} */
    const at = event => {
      const box = this.pad.getBoundingClientRect();
      return [(event.clientX - box.left) * 280 / box.width, (event.clientY - box.top) * 280 / box.height];
    };
    /** @type {Point | null} */
    let last = null;
    this.pad.addEventListener("pointerdown", event => {
      event.preventDefault();
      this.pad.setPointerCapture(event.pointerId);
      last = at(event);
      this.stroke(last, last);
    });
    this.pad.addEventListener("pointermove", event => {
      if (!last) return;
      const here = at(event);
      this.stroke(last, here);
      last = here;
    });
    for (const end of ["pointerup", "pointercancel"]) {
      this.pad.addEventListener(end, () => {
        if (!last) return;
        last = null;
        this.read(true);
      });
    }
    document.getElementById("pad-clear").addEventListener("click", () => { this.clear(); this.read(); });
    document.getElementById("pad-example").addEventListener("click", () => {
      const { model } = this.explorer, image = this.next = (this.next + 1) % model.count;
      this.show(model.image(image));
    });
    const file = document.getElementById("pad-file");
    file.addEventListener("change", () => { if (file.files?.[0]) this.take(file.files[0]); });
    const panel = document.getElementById("panel-draw");
    panel.addEventListener("dragover", event => event.preventDefault());
    panel.addEventListener("drop", event => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) this.take(file);
    });
  }

  clear() {
    this.taken = null;
    this.context.fillStyle = "#ffffff";
    this.context.fillRect(0, 0, 280, 280);
  }

  /** @type {(from: Point, to: Point) => void} */
  stroke([x0, y0], [x1, y1]) {
    const { context } = this;
    this.taken = null;
    context.strokeStyle = "#000000";
    context.lineWidth = 22;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1 + 0.01, y1);
    context.stroke();
    this.read(true);
  }

  /** Puts an image of zeros and ones on the pad. */
  /** @type {(pixels: ArrayLike<number>) => void} */
  show(pixels) {
    this.taken = null;
    const small = imageCanvas(this.side, "");
    showImage(small, pixels);
    this.context.imageSmoothingEnabled = false;
    this.context.drawImage(small, 0, 0, 280, 280);
    this.read(false);
  }

  /** Puts the drawing that is found in a picture file on the pad. */
  /** @type {(file: Blob) => Promise<void>} */
  async take(file) {
    this.say("Looking for the drawing…");
    // It may take a second, and the words are to be seen before.
    await new Promise(done => setTimeout(done, 30));
    let picture;
    try { picture = await readPicture(file); } catch (error) {
      this.say(error instanceof RangeError ? error.message : "This file is no picture that the browser can read.");
      return;
    }
    const drawing = drawingIn(picture, this.side, this.usualStrokeWidths());
    if (!drawing) {
      this.say("Nothing stands out in this picture; give one whose ink is plainly darker or lighter than its paper.");
      return;
    }
    showImage(this.pad, Float32Array.from(imageOfInk(drawing.ink, 280), value => value / 255));
    this.taken = drawing;
    this.read(true);
  }

  /** Says something where the terms stand. */
  /** @type {(words: string) => void} */
  say(words) { document.getElementById("draw-terms").replaceChildren(element("div", {}, words)); }

  /** The pad's ink as the network takes it; what is drawn by hand is made like the images that it learned from. */
  /** @type {(isDrawn: boolean) => { pixels: Uint8Array, isEmpty: boolean }} */
  image(isDrawn) {
    const { data } = this.context.getImageData(0, 0, 280, 280), { side } = this;
    const ink = Float64Array.from({ length: 280 * 280 }, (_, i) => 1 - (data[4 * i] + data[4 * i + 1] + data[4 * i + 2]) / 765);
    if (isDrawn) {
      const image = normalizedInk(ink, 280, side, this.usualStrokeWidths());
      const pixels = image ? image.map(value => value > 127 ? 1 : 0) : new Uint8Array(side * side);
      return { pixels, isEmpty: !pixels.includes(1) };
    }
    const whole = resampledBox({ ink, width: 280, x: 0, y: 0, across: 280, down: 280 }, side);
    const pixels = Uint8Array.from(whole.values, value => value > 0.5 ? 1 : 0);
    return { pixels, isEmpty: !pixels.includes(1) };
  }

  usualStrokeWidths() {
    const { model } = this.explorer;
    return this.strokeWidths ??= usualStrokeWidths(Array.from({ length: Math.min(500, model.count) }, (_, i) => model.image(i)), this.side);
  }

  /** Encodes what is on the pad and shows the answer. */
  read(isDrawn = false) {
    const { model, moment } = this.explorer;
    if (!moment) return;
    this.isDrawn = isDrawn;
    const { pixels, isEmpty } = this.taken ? { pixels: this.taken.pixels, isEmpty: false } : this.image(isDrawn);
    this.shown = moment.index;
    this.answer = isEmpty ? null : model.explain(moment, Float32Array.from(pixels));
    const terms = document.getElementById("draw-terms"), blank = new Float32Array(pixels.length);
    showImage(this.output, this.answer?.decoded ?? blank);
    if (!this.answer) {
      showTerms(terms, [["on the pad", "nothing yet", ""]]);
      this.samples.show(this.samples.canvases.map(() => blank));
    } else {
      /** @type {Term[]} */
      const finding = this.taken ? [["in the picture", "", this.taken.finding]] : [];
      showTerms(terms, [...finding, ...lossTerms(model, this.answer)]);
      const draw = normalDraws(7), { mean, logVariance } = this.answer;
      this.samples.show(this.samples.canvases.map(() => moment.network.decode(
        mean.map((value, d) => value + (model.isVariational ? Math.exp(logVariance[d] / 2) * draw() : 0)))));
      this.explorer.setCode(Float32Array.from(mean));
    }
    this.explorer.redraw();
  }

  update() {
    if (this.shown !== this.explorer.moment.index) this.read(this.isDrawn);
  }

  /** @type {(view: PlaneView) => void} */
  overlay(view) {
    const { model } = this.explorer;
    if (this.answer && model.isVariational) view.drawEllipse(this.answer.mean, this.answer.logVariance, "#c32a10");
    if (this.answer) view.drawDot(model.x(this.answer.mean), model.y(this.answer.mean), "#c32a10", 5);
  }
}
