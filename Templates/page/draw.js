"use strict";
// The tool "Draw": a pad, or a picture file, whose image the encoder reads.
import { normalDraws } from "./latent.js";
import { element, imageCanvas, showImage, Strip } from "./views.js";
import { Pad } from "./pad.js";
import { lossTerms, showTerms } from "./inspect.js";
import { usualStrokeWidths, normalizedInk, imageOfInk, resampledBox } from "./ink.js";
import { reducedPicture, drawingIn } from "./ink-finder.js";

/** A picture file's pixels. Throws a RangeError with words for the reader where they are too many. */
/** @type {(file: Blob) => Promise<ImageBitmap>} */
async function openPicture(file) {
  const bitmap = await createImageBitmap(file), { width, height } = bitmap;
  if (width * height > 50e6) {
    throw new RangeError(`A picture of ${width} x ${height} pixels; make it smaller, at most 50 million pixels can be read.`);
  }
  return bitmap;
}

/**
 * The pixels of a picture file, made smaller where they are many. They are read some rows at a time: a canvas need not
 * hold all of a photo.
 */
/** @type {(file: Blob) => Promise<PixelPicture>} */
async function readPicture(file) {
  const bitmap = await openPicture(file), { width, height } = bitmap;
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
  /** What was found in a file, while nothing is drawn over it. */
  finding = "";
  /** What the network makes of it. */
  /** @type {Explanation | null} */
  answer = null;
  /** @type {StrokeWidths | undefined} */
  strokeWidths;
  /** The snapshot whose answer is shown, whether by hand, and the sample's image shown last. */
  shown = -1;
  isDrawn = false;
  next = -1;
  /** Whether anything is on the pad, and whether it is soon to be read. */
  isEmpty = true;
  isDue = false;

  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    this.showsImage = false;
    const { model } = explorer;
    this.side = model.imageSide;
    this.isColoured = model.channels > 1;
    this.pad = new Pad(model, isEnd => {
      this.forget();
      if (isEnd) this.read(true); else this.readSoon();
    });
    this.output = document.getElementById("draw-output");
    this.output.width = this.output.height = this.side;
    this.samples = new Strip(document.getElementById("draw-samples"), this.side, 7, "Draw");
    this.listen();
  }

  listen() {
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

  /** What was taken from a file is no longer all that is on the pad. */
  forget() {
    this.taken = null;
    this.finding = "";
    this.isEmpty = false;
  }

  clear() {
    this.forget();
    this.isEmpty = true;
    this.pad.clear();
  }

  /** @type {(from: Point, to: Point) => void} */
  stroke(from, to) {
    this.pad.stroke(from, to);
    this.forget();
    this.read(true);
  }

  /** Puts an image of numbers from 0 to 1 on the pad. */
  /** @type {(pixels: ArrayLike<number>) => void} */
  show(pixels) {
    this.forget();
    const small = imageCanvas(this.side, "");
    showImage(small, pixels);
    this.pad.show(small, false, this.side);
    this.read(false);
  }

  /** Puts the drawing that is found in a picture file on the pad. */
  /** @type {(file: Blob) => Promise<void>} */
  async take(file) {
    this.say(this.isColoured ? "Opening the picture…" : "Looking for the drawing…");
    // It may take a second, and the words are to be seen before.
    await new Promise(done => setTimeout(done, 30));
    let picture;
    try {
      if (this.isColoured) return await this.takeMiddle(file);
      picture = await readPicture(file);
    } catch (error) {
      this.say(error instanceof RangeError ? error.message : "This file is no picture that the browser can read.");
      return;
    }
    const drawing = drawingIn(picture, this.side, this.usualStrokeWidths());
    if (!drawing) {
      this.say("Nothing stands out in this picture; give one whose ink is plainly darker or lighter than its paper.");
      return;
    }
    this.forget();
    showImage(this.pad.canvas, Float32Array.from(imageOfInk(drawing.ink, this.pad.size), value => value / 255));
    this.taken = drawing;
    this.finding = drawing.finding;
    this.read(true);
  }

  /** Puts the middle square of a picture file on the pad, in its colours. */
  /** @type {(file: Blob) => Promise<void>} */
  async takeMiddle(file) {
    const bitmap = await openPicture(file), { width, height } = bitmap, side = Math.min(width, height);
    // Cut out first, so that what lies beyond does not colour its edges.
    const square = await createImageBitmap(bitmap, Math.floor((width - side) / 2), Math.floor((height - side) / 2), side, side);
    this.clear();
    this.forget();
    this.pad.show(square, true, side);
    this.finding = width === height ? `${width} x ${height} pixels` : `the middle ${side} x ${side} of ${width} x ${height}`;
    this.read(false);
  }

  /** Says something where the terms stand. */
  /** @type {(words: string) => void} */
  say(words) { document.getElementById("draw-terms").replaceChildren(element("div", {}, words)); }

  /**
   * The pad's image as the network takes it, numbers from 0 to 1 [row, column, channel]; ink drawn by hand is made like the
   * images that it learned from.
   */
  /** @type {(isDrawn: boolean) => { pixels: ArrayLike<number>, isEmpty: boolean }} */
  image(isDrawn) {
    const { side, isColoured, pad: { pixels: data, size } } = this, { likelihood } = this.explorer.model;
    /** The image of one number for each of the pad's pixels. */
    const smaller = (/** @type {(i: number) => number} */ value) => resampledBox({
      ink: Float64Array.from({ length: size * size }, (_, i) => value(4 * i)), width: size, x: 0, y: 0, across: size, down: size,
    }, side).values;
    // Pixels are black or white where the network knows no others.
    const known = (/** @type {number} */ value) => likelihood === "bernoulli" ? value > 0.5 ? 1 : 0 : value;
    if (isColoured) {
      const channels = [0, 1, 2].map(channel => smaller(i => data[i + channel] / 255));
      return { pixels: Float32Array.from({ length: 3 * side * side }, (_, i) => known(channels[i % 3][Math.floor(i / 3)])), isEmpty: this.isEmpty };
    }
    const ink = (/** @type {number} */ i) => 1 - (data[i] + data[i + 1] + data[i + 2]) / 765;
    const drawn = isDrawn ? normalizedInk(Float64Array.from({ length: size * size }, (_, i) => ink(4 * i)), size, side, this.usualStrokeWidths()) : null;
    if (isDrawn && !drawn) return { pixels: new Float32Array(side * side), isEmpty: true };
    const pixels = drawn ? Float32Array.from(drawn, value => known(value / 255)) : Float32Array.from(smaller(ink), known);
    return { pixels, isEmpty: !pixels.some(value => value > 0) };
  }

  usualStrokeWidths() {
    const { model } = this.explorer;
    return this.strokeWidths ??= usualStrokeWidths(Array.from({ length: Math.min(500, model.count) }, (_, i) => model.image(i)), this.side);
  }

  /** Reads the pad before the next picture of the screen. */
  readSoon() {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => { if (this.isDue) this.read(true); });
  }

  /** Encodes what is on the pad and shows the answer. */
  read(isDrawn = false) {
    const { model, moment } = this.explorer;
    if (!moment) return;
    this.isDrawn = isDrawn;
    this.isDue = false;
    const { pixels, isEmpty } = this.taken ? { pixels: this.taken.pixels, isEmpty: false } : this.image(isDrawn);
    this.shown = moment.index;
    this.answer = isEmpty ? null : model.explain(moment, Float32Array.from(pixels));
    const terms = document.getElementById("draw-terms"), blank = new Float32Array(pixels.length).fill(this.isColoured ? 1 : 0);
    showImage(this.output, this.answer?.decoded ?? blank);
    if (!this.answer) {
      showTerms(terms, [["on the pad", "nothing yet", ""]]);
      this.samples.show(this.samples.canvases.map(() => blank));
    } else {
      /** @type {Term[]} */
      const finding = this.finding ? [["in the picture", "", this.finding]] : [];
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
