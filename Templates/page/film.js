"use strict";
// The training as a film on the plane: the decoded planes of all snapshots, cut from their sheet, and where each snapshot
// puts the test images.
import { openArchive } from "./archive.js";
import { normalBelow, priorScale } from "./scales.js";
import { Layer } from "./layers.js";
import { element } from "./views.js";
import { sheetFrames } from "./frames.js";

export class Film {
  /** The film of a model; its last frame, the still, can be shown before the others are open. */
  /** @param {Model} model @param {HTMLImageElement} still */
  constructor(model, still) {
    this.model = model;
    this.still = still;
    this.cells = Number(still.dataset.cells);
    // The frames' cells lie at the prior's quantiles from 0.05 to 0.95.
    const edge = 0.05 - 0.45 / (this.cells - 1), side = this.cells * model.imageSide;
    /** The part of the axes, laid out by the prior, that the frames cover. */
    this.window = { left: edge, right: 1 - edge, bottom: edge, top: 1 - edge, scale: priorScale };
    this.layer = new Layer(this.window, side, model.vertical === undefined ? model.imageSide : side);
    this.layer.hasImages = true;
    /** What the frames show, where each puts the codes, and the frames themselves, once they are open. */
    /** @type {string[]} */
    this.labels = [];
    /** @type {Float32Array[]} */
    this.points = [];
    /** @type {Frames | null} */
    this.frames = null;
  }

  /** The film, where the page holds it: not for a plain autoencoder, whose codes no prior holds. */
  /** @type {(model: Model) => Film | null} */
  static of(model) {
    const still = document.querySelector(".still");
    return still && model.hasFilm ? new Film(model, still) : null;
  }

  /** The window of the whole plane: the frames lie in it where the still does, and the codes beyond them about it. */
  get home() {
    const box = this.still.getBoundingClientRect(), frame = (/** @type {HTMLElement} */ (this.still.parentElement)).getBoundingClientRect();
    const unit = (this.window.right - this.window.left) / box.width;
    const left = this.window.left - (box.left - frame.left) * unit;
    const isLine = this.model.vertical === undefined;
    const up = isLine ? 0.5 + frame.height / 2 * unit : this.window.top + (box.top - frame.top) * unit;
    return { left, right: left + frame.width * unit, bottom: up - frame.height * unit, top: up };
  }

  /** Opens the sheet of frames and their codes. */
  async open() {
    const figure = document.getElementById("animation-training"), image = figure.querySelector("img");
    const size = 2 * this.model.count, [{ points }] = await Promise.all([openArchive("archive-codes"), image.decode()]);
    this.labels = JSON.parse(figure.querySelector(".frame-labels")?.textContent ?? "[]");
    this.points = this.labels.map((_, i) => points.values.subarray(i * size, (i + 1) * size));
    this.frames = sheetFrames(image, figure.dataset.sheet ?? "", this.labels);
  }

  get isOpen() { return this.frames !== null; }
  get count() { return this.labels.length; }

  /** The frame of a snapshot. */
  /** @type {(snapshot: SnapshotData) => number} */
  index(snapshot) { return this.labels.indexOf(snapshot.moment); }

  /** Milliseconds for which a frame is shown. */
  /** @type {(index: number) => number} */
  delay(index) { return (this.frames?.delay(index) ?? 0) / 2; }

  /** A frame as a layer of the plane. */
  /** @type {(index: number) => Layer} */
  frame(index) {
    this.frames?.paint(index, this.layer.context);
    return this.tinted(this.points[index]);
  }

  /** The last frame, which is there before the others. */
  /** @type {(points: Float32Array | null) => Layer} */
  lastFrame(points) {
    this.layer.context.drawImage(this.still, 0, 0);
    return this.tinted(points);
  }

  /** @type {(points: Float32Array | null) => Layer} */
  tinted(points) {
    this.layer.tint = points && tintOf(this.model, points, this.window, this.cells);
    return this.layer;
  }

  /** Paints the cell of the frame on show that is nearest to a code. */
  /** @type {(context: CanvasRenderingContext2D, code: ArrayLike<number>) => void} */
  paintCell(context, code) {
    const { model, cells, window } = this, side = model.imageSide;
    const cell = (/** @type {number} */ value) => Math.min(cells - 1, Math.max(0,
      Math.floor((normalBelow(value) - window.left) / (window.right - window.left) * cells)));
    const row = model.vertical === undefined ? 0 : cells - 1 - cell(model.y(code));
    context.drawImage(this.layer.canvas, cell(model.x(code)) * side, row * side, side, side, 0, 0, side, side);
  }
}

/**
 * What gives the ink of decoded images its colours: null where they have their own. A canvas of a pixel a cell over a
 * window of the plane: the colour of the class that most of the codes within three
 * cells have, the nearer the more; black where there are none.
 */
/** @type {(model: Model, points: Float32Array, window: ScaledWindow, columns: number) => HTMLCanvasElement | null} */
export function tintOf(model, points, window, columns) {
  if (model.channels > 1) return null;
  const rows = model.vertical === undefined ? 1 : columns, { labels, classes } = model;
  const tint = element("canvas", { width: columns, height: rows }), context = /** @type {Canvas2D} */ (tint.getContext("2d"));
  const places = points.map(value => window.scale.place(value)), votes = new Float64Array(classes.length);
  const [across, up] = [(window.right - window.left) / columns, (window.top - window.bottom) / rows];
  context.fillRect(0, 0, columns, rows);
  for (let cell = 0; cell < columns * rows; cell++) {
    const column = cell % columns, row = (cell - column) / columns;
    const x = window.left + (column + 0.5) * across, y = window.top - (row + 0.5) * up;
    votes.fill(0);
    for (let i = 0; i < points.length / 2; i++) {
      const u = (places[2 * i] - x) / across, v = rows === 1 ? 0 : (places[2 * i + 1] - y) / across;
      const nearness = 1 - (u * u + v * v) / 9;
      if (nearness > 0) votes[labels[i]] += nearness * nearness;
    }
    const most = Math.max(...votes);
    context.globalAlpha = 0.85 * Math.min(1, most);
    context.fillStyle = classes[votes.indexOf(most)].colour;
    context.fillRect(column, row, 1, 1);
  }
  return tint;
}
