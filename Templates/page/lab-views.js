"use strict";
// Pictures of the network that learns in the page: the decoded plane, the codes over the same window, and the curve.
import { numeral } from "./latent.js";
import { evenScale } from "./scales.js";
import { paintImage } from "./layers.js";
import { PlaneView } from "./plane.js";
import { svgElement, axisTicks } from "./chart.js";
import { LabTrainer } from "./lab-trainer.js";

/** Shows the decoded plane of a view, each cell as the image of `side` x `side` pixels that it is. */
/** @type {(canvas: HTMLCanvasElement, view: LabView, side: number) => void} */
export function showDecodedPlane(canvas, { plane, cells, window }, side) {
  canvas.width = canvas.height = cells * side;
  const context = /** @type {Canvas2D} */ (canvas.getContext("2d")), size = plane.length / (cells * cells);
  for (let cell = 0; cell < cells * cells; cell++) {
    const probabilities = plane.subarray(cell * size, (cell + 1) * size);
    paintImage(context, probabilities, side, cell % cells * side, Math.floor(cell / cells) * side);
  }
  const { left, right, bottom, top } = window, [from, to] = [[left, bottom], [right, top]].map(ends =>
    ends.map(end => numeral(end, 1)));
  canvas.setAttribute("aria-label", `The little network's decoded plane, ${cells} by ${cells} cells, `
    + `z1 from ${from[0]} to ${to[0]}, z2 from ${from[1]} to ${to[1]}`);
}

/** The little network's plane with the images' codes and, where it is variational, 1-sigma ellipses of those held out. */
export class CodesView extends PlaneView {
  /** @param {HTMLCanvasElement} canvas @param {Model} model */
  constructor(canvas, model) {
    super(canvas, model);
    this.scale = evenScale;
  }

  /** Takes a square no wider than so many pixels, of whole decoded cells; false where it has it already. */
  /** @type {(room?: number) => boolean} @override */
  fit(room = 0) {
    const cell = this.model.imageSide, cells = Math.max(4, Math.floor(room / cell)), size = cells * cell;
    const ratio = Math.min(3, devicePixelRatio || 1);
    if (size === this.size && ratio === this.ratio) return false;
    Object.assign(this, { size, height: size, ratio, cells });
    this.canvas.width = this.canvas.height = Math.round(size * ratio);
    this.canvas.style.width = this.canvas.style.height = size + "px";
    return true;
  }

  /** @type {(view: LabView, labels: Uint8Array) => void} */
  show({ means, logVariances, window }, labels) {
    const { context, size, ratio, model } = this;
    this.window = this.home = window;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, size, size);
    this.drawGrid();
    if (model.isVariational) {
      this.drawPrior();
      this.drawEllipses(means, logVariances, labels);
    }
    this.drawPoints({ points: means, labels, hidden: new Set(), layer: null, image: -1 });
    this.drawAxes();
    this.canvas.setAttribute("aria-label", `The codes of ${labels.length} images in the colours of their classes`
      + (model.isVariational ? ", with the 1-sigma ellipses of the held-out ones" : ""));
  }

  /** @type {(means: Float32Array, logVariances: Float32Array, labels: Uint8Array) => void} */
  drawEllipses(means, logVariances, labels) {
    const { context } = this, scale = this.size / this.span;
    context.lineWidth = 1;
    context.globalAlpha = 0.5;
    this.model.classes.forEach((one, label) => {
      context.beginPath();
      labels.forEach((own, i) => {
        if (own !== label || !LabTrainer.isHeldOut(i)) return;
        const [x, y] = [this.px(means[2 * i]), this.py(means[2 * i + 1])];
        const [across, up] = [0, 1].map(d => Math.exp(logVariances[2 * i + d] / 2) * scale);
        context.moveTo(x + across, y);
        context.ellipse(x, y, across, up, 0, 0, 2 * Math.PI);
      });
      context.strokeStyle = one.colour;
      context.stroke();
    });
    context.globalAlpha = 1;
  }
}

/** Draws the bounds against the batches, of the last nine tenths of the training: `rows` of { steps, test, train }. */
/** @type {(plot: HTMLElement, rows: LabRow[]) => void} */
export function showBoundCurve(plot, rows) {
  const width = Math.max(240, plot.clientWidth), height = Math.min(280, Math.max(200, Math.round(width * 0.6)));
  const left = 46, right = 24, top = 8, bottom = 38, last = rows.at(-1).steps;
  const shown = rows.filter(({ steps }) => steps >= last / 10), series = /** @type {const} */ (["train", "test"]);
  const values = shown.flatMap(row => series.flatMap(name => row[name] ?? []));
  // A few nats, and a few batches, are shown at least.
  const most = Math.max(...values), least = Math.min(...values), margin = Math.max(1, 5 - (most - least) / 2);
  const low = least - margin, high = most + margin, start = shown[0].steps, end = Math.max(last, start + 10);
  const x = (/** @type {number} */ steps) => left + (steps - start) / (end - start) * (width - left - right);
  const y = (/** @type {number} */ value) => top + (high - value) / (high - low) * (height - top - bottom);
  const svg = svgElement("svg", { viewBox: `0 0 ${width} ${height}` });
  const upright = axisTicks(low, high, 4), across = axisTicks(start, end, 5);
  for (const value of upright.list) {
    svg.append(svgElement("line", { class: "grid", x1: left, x2: width - right, y1: y(value), y2: y(value) }),
      svgElement("text", { x: left - 8, y: y(value) + 4, "text-anchor": "end" }, numeral(value, upright.digits)));
  }
  for (const steps of across.list) {
    svg.append(svgElement("text", { x: x(steps), y: height - 20, "text-anchor": "middle" }, steps.toLocaleString("en")));
  }
  svg.append(svgElement("text", { x: (left + width - right) / 2, y: height - 3, "text-anchor": "middle" }, "batches"));
  for (const name of series) {
    const points = shown.flatMap(row => { const value = row[name]; return value === null ? [] : [[x(row.steps).toFixed(1), y(value).toFixed(1)]]; });
    if (!points.length) continue;
    const [cx, cy] = points.at(-1), d = "M" + points.map(point => point.join(" ")).join("L");
    svg.append(svgElement("path", { class: "curve " + name, d }), svgElement("circle", { class: name, cx, cy, r: 4 }));
  }
  plot.replaceChildren(svg);
}
