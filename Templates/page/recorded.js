"use strict";
// Recorded planes: no network is in the page, but images at the points of grids; between the points they are mixed.
import { openArchive } from "./archive.js";
import { element, whenWhole } from "./views.js";

class RecordedPlane {
  /** @param {RecordedData} data @param {Archives["archive-recorded"]} archive */
  constructor(data, { images, points, labels }) {
    this.data = data;
    this.images = images.values;
    this.points = points.values;
    this.labels = labels.values;
    this.size = data.side * data.side * data.channels;
    /** Where each plane's images begin. */
    this.starts = [0];
    for (const plane of data.planes) this.starts.push(this.starts[this.starts.length - 1] + plane.columns.length * plane.rows.length * this.size);
    data.planes.forEach((plane, number) => this.sum(this.starts[number], this.starts[number + 1], plane.columns.length * this.size));
    /** Of each dimension the value that was pointed at last; none before. */
    /** @type {(number | undefined)[]} */
    this.code = [];
    this.canvas = document.getElementById("recorded-plane");
    this.output = document.getElementById("recorded-decoded");
    this.output.width = this.output.height = data.side;
    this.at = { column: 0, row: 0 };
    this.showsCodes = false;
    this.words = "";
    this.plane = data.planes[0];
    this.start = 0;
    this.stride = 1;
    this.mosaic = element("canvas", {});
    this.show(0);
    this.listen();
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  /** Images are kept as differences from what those to the left and above let expect, modulo 256: adds them up, in place. */
  /** @type {(start: number, end: number, row: number) => void} */
  sum(start, end, row) {
    const { images, size } = this;
    for (let i = start; i < end; i++) if ((i - start) % row >= size) images[i] += images[i - size];
    for (let i = start + row; i < end; i++) images[i] += images[i - row];
  }

  /** Shows one of the planes; in a dimension that it shares with the one before, the code stays. */
  /** @type {(number: number) => void} */
  show(number) {
    const plane = this.plane = this.data.planes[number], { columns, rows, across, up } = plane;
    this.start = this.starts[number];
    this.stride = Math.ceil(Math.max(columns.length, rows.length) / 22);
    this.mosaic = this.paintMosaic();
    this.canvas.setAttribute("aria-label", "The recorded plane, " + this.data.axes[across] + " and " + this.data.axes[up]);
    document.getElementById("recorded-words").textContent = plane.words;
    const place = (/** @type {number[]} */ values, /** @type {number | undefined} */ value) =>
      value === undefined ? (values.length - 1) / 2 : RecordedPlane.index(values, value);
    this.move(place(columns, this.code[across]), place(rows, this.code[up]));
  }

  /** Writes an image's numbers into pixels: grey ones are ink on white. */
  /** @type {(pixels: ImageData, value: (i: number) => number) => ImageData} */
  paint(pixels, value) {
    const { side, channels } = this.data;
    for (let i = 0; i < side * side; i++) {
      for (let c = 0; c < 3; c++) pixels.data[4 * i + c] = channels === 3 ? value(3 * i + c) : 255 - value(i);
      pixels.data[4 * i + 3] = 255;
    }
    return pixels;
  }

  /** As many cells as can be told apart, evenly spread, on one sheet. */
  paintMosaic() {
    const { columns, rows } = this.plane, { side } = this.data, stride = this.stride;
    const across = Math.ceil(columns.length / stride), down = Math.ceil(rows.length / stride);
    const sheet = element("canvas", { width: across * side, height: down * side }), context = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
    const pixels = new ImageData(side, side);
    for (let row = 0; row < down; row++) {
      for (let column = 0; column < across; column++) {
        const start = this.start + (row * stride * columns.length + column * stride) * this.size;
        context.putImageData(this.paint(pixels, i => this.images[start + i]), column * side, row * side);
      }
    }
    return sheet;
  }

  /** The fractional index of a value among ascending or descending ones. */
  /** @type {(values: number[], value: number) => number} */
  static index(values, value) {
    const sign = values[values.length - 1] > values[0] ? 1 : -1;
    let low = 0;
    while (low < values.length - 2 && sign * values[low + 1] <= sign * value) low++;
    return low + (value - values[low]) / (values[low + 1] - values[low]);
  }

  /** The value at a fractional index. */
  /** @type {(values: number[], index: number) => number} */
  static value(values, index) {
    const low = Math.min(values.length - 2, Math.max(0, Math.floor(index)));
    return values[low] + (index - low) * (values[low + 1] - values[low]);
  }

  /** Where an index lies on the canvas, from 0 to 1: a cell of the sheet has its point in its middle. */
  /** @type {(index: number, count: number) => number} */
  place(index, count) { return (index / this.stride + 0.5) / Math.ceil(count / this.stride); }
  /** @type {(place: number, count: number) => number} */
  indexAt(place, count) { return (place * Math.ceil(count / this.stride) - 0.5) * this.stride; }

  /** @type {(column: number, row: number) => void} */
  move(column, row) {
    const { columns, rows, interpolated, across, up } = this.plane, { axes } = this.data;
    const held = (/** @type {number} */ value, /** @type {number} */ count) => Math.min(count - 1, Math.max(0, value));
    column = held(column, columns.length);
    row = held(row, rows.length);
    if (!interpolated) [column, row] = [Math.round(column), Math.round(row)];
    this.at = { column, row };
    const left = Math.min(columns.length - 2, Math.floor(column)), top = Math.min(rows.length - 2, Math.floor(row));
    const right = column - left, down = row - top, size = this.size;
    const corner = (/** @type {number} */ r, /** @type {number} */ c) => this.start + (r * columns.length + c) * size;
    const corners = [[corner(top, left), (1 - right) * (1 - down)], [corner(top, left + 1), right * (1 - down)],
      [corner(top + 1, left), (1 - right) * down], [corner(top + 1, left + 1), right * down]];
    const value = (/** @type {number} */ i) => corners.reduce((sum, [start, weight]) => sum + weight * this.images[start + i], 0);
    const output = /** @type {CanvasRenderingContext2D} */ (this.output.getContext("2d"));
    output.putImageData(this.paint(new ImageData(this.data.side, this.data.side), value), 0, 0);
    const number = (/** @type {number} */ value) => value.toFixed(2).replace("-", "−");
    const x = RecordedPlane.value(columns, column), y = RecordedPlane.value(rows, row);
    this.code[across] = x;
    this.code[up] = y;
    this.words = axes[across] + "\u00a0=\u00a0" + number(x) + ", " + axes[up] + "\u00a0=\u00a0" + number(y);
    document.getElementById("recorded-code").textContent = this.words;
    this.draw();
  }

  draw() {
    const { canvas, data, plane } = this, ratio = devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * ratio), height = Math.round(canvas.clientHeight * ratio);
    if (!width || !height) return;
    if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.imageSmoothingEnabled = true;
    context.drawImage(this.mosaic, 0, 0, width, height);
    const x = (/** @type {number} */ column) => this.place(column, plane.columns.length) * width, y = (/** @type {number} */ row) => this.place(row, plane.rows.length) * height;
    if (this.showsCodes) {
      context.fillStyle = "rgb(255 255 255 / .55)";
      context.fillRect(0, 0, width, height);
      for (let i = 0; i < this.labels.length; i++) {
        const point = i * data.axes.length;
        const column = RecordedPlane.index(plane.columns, this.points[point + plane.across]), row = RecordedPlane.index(plane.rows, this.points[point + plane.up]);
        context.fillStyle = data.colours[this.labels[i]] || "#888888";
        context.beginPath();
        context.arc(x(column), y(row), 3 * ratio, 0, 2 * Math.PI);
        context.fill();
      }
    }
    for (const [colour, line] of [["#ffffff", "4"], ["#d7263d", "2"]]) {
      context.strokeStyle = colour;
      context.lineWidth = Number(line) * ratio;
      context.beginPath();
      context.arc(x(this.at.column), y(this.at.row), 9 * ratio, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  listen() {
    const { canvas } = this;
    const point = (/** @type {PointerEvent} */ event) => {
      const box = canvas.getBoundingClientRect();
      this.move(this.indexAt((event.clientX - box.left) / box.width, this.plane.columns.length),
        this.indexAt((event.clientY - box.top) / box.height, this.plane.rows.length));
    };
    canvas.addEventListener("pointermove", point);
    canvas.addEventListener("pointerdown", point);
    canvas.addEventListener("keydown", event => {
      const step = (event.shiftKey ? 4 : 1) * (this.plane.interpolated ? 0.5 : 1);
      /** @type {Record<string, [number, number]>} */
      const ways = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
      const way = ways[event.key];
      if (!way) return;
      event.preventDefault();
      this.move(this.at.column + way[0], this.at.row + way[1]);
      document.getElementById("recorded-status").textContent = this.words;
    });
    const which = document.getElementById("recorded-which");
    which?.addEventListener("change", () => {
      this.show(Number(which.value));
      document.getElementById("recorded-status").textContent = this.words;
    });
    const codes = document.getElementById("recorded-codes");
    codes.addEventListener("click", () => {
      this.showsCodes = !this.showsCodes;
      codes.setAttribute("aria-pressed", String(this.showsCodes));
      this.draw();
    });
  }
}

whenWhole(async () => {
  const data = document.getElementById("recorded-data");
  if (!data) return;
  const archive = await openArchive("archive-recorded");
  document.getElementById("recorded-plane").hidden = false;
  document.getElementById("recorded-now").hidden = false;
  document.getElementById("recorded-options").hidden = archive.labels.values.length === 0;
  const choice = document.getElementById("recorded-choice");
  if (choice) choice.hidden = false;
  new RecordedPlane(JSON.parse(data.textContent || ""), archive);
});
