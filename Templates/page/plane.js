"use strict";
// Draws the latent plane: layer, prior, points, ellipses, axes, and the marks of the tool in hand.
import { PlaneWindow } from "./window.js";

export class PlaneView extends PlaneWindow {
  /** Draws everything. `scene`: { layer, points, labels, hidden, image, ellipse, code, overlay }. */
  /** @type {(scene: PlaneScene) => void} */
  draw(scene) {
    const { context, size } = this;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, size, size);
    if (scene.layer) this.drawLayer(scene.layer);
    if (!scene.layer) this.drawGrid();
    if (this.model.isVariational && this.scale.isEven) this.drawPrior();
    if (scene.points && scene.labels) this.drawPoints({ hidden: new Set(), image: -1, ...scene, points: scene.points, labels: scene.labels });
    this.drawAxes();
    if (scene.ellipse) this.drawEllipse(scene.ellipse.mean, scene.ellipse.logVariance, scene.ellipse.colour);
    scene.overlay?.(this);
    this.drawCross(this.px(scene.code[0]), this.py(scene.code[1]));
    if (scene.loupe) this.drawLoupe(scene.loupe, this.px(scene.code[0]), this.py(scene.code[1]));
  }

  /** Draws a layer; its tint colours its ink, and leaves its paper white. */
  /** @type {(layer: Layer) => void} */
  drawLayer({ canvas, window, isSmooth, hasImages, tint }) {
    const { context } = this, left = this.across(window.left), width = this.across(window.right) - left;
    // The images of a line lie in a row above its codes.
    const isRow = this.model.vertical === undefined && hasImages, height = isRow ? width * canvas.height / canvas.width : 0;
    const top = isRow ? this.height / 2 - 14 - height : this.down(window.top);
    const draw = (/** @type {HTMLCanvasElement} */ image, /** @type {boolean} */ isFine) => {
      context.imageSmoothingEnabled = isFine;
      context.drawImage(image, left, top, width, height || this.down(window.bottom) - top);
    };
    // A cell's pixel that is no whole number of the screen's is blurred rather than drawn now wide, now narrow.
    draw(canvas, isSmooth || width * this.ratio / canvas.width % 1 > 0.01);
    if (!tint) return;
    context.globalCompositeOperation = "screen";
    draw(tint, true);
    context.globalCompositeOperation = "source-over";
  }

  /** The decoded image beside the pointer, on the side where there is room. */
  /** @type {(canvas: HTMLCanvasElement, x: number, y: number) => void} */
  drawLoupe(canvas, x, y) {
    const { context } = this, side = Math.max(1, Math.round(96 / canvas.width)) * canvas.width;
    const left = x + 26 + side > this.size ? x - 26 - side : x + 26, top = y - 26 - side < 0 ? y + 26 : y - 26 - side;
    context.save();
    context.shadowColor = "rgb(20 20 40 / .35)";
    context.shadowBlur = 18;
    context.shadowOffsetY = 4;
    context.fillStyle = "#ffffff";
    context.beginPath();
    context.roundRect(left - 6, top - 6, side + 12, side + 12, 10);
    context.fill();
    context.restore();
    context.imageSmoothingEnabled = false;
    context.drawImage(canvas, left, top, side, side);
  }

  drawGrid() {
    const { context, size } = this;
    context.lineWidth = 1;
    context.strokeStyle = "#eceae4";
    context.beginPath();
    for (const { at } of this.columnMarks) { context.moveTo(at, 0); context.lineTo(at, size); }
    for (const { at } of this.rowMarks) { context.moveTo(0, at); context.lineTo(size, at); }
    context.stroke();
  }

  drawAxes() {
    const { context, size, height, model } = this;
    context.font = "12px " + getComputedStyle(this.canvas).fontFamily;
    context.textBaseline = "middle";
    context.lineWidth = 3.5;
    context.strokeStyle = "rgb(255 255 255 / .85)";
    context.fillStyle = "#4a4f58";
    /** @type {(text: string, x: number, y: number, align: CanvasTextAlign) => void} */
    const label = (text, x, y, align) => {
      context.textAlign = align;
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    };
    for (const { at, text } of this.columnMarks) if (at > 44 && at < size - 64) label(text, at, height - 11, "center");
    label(model.axisName(model.horizontal) + " \u2192", size - 7, height - 11, "right");
    if (model.vertical === undefined) return;
    for (const { at, text } of this.rowMarks) if (at > 30 && at < height - 30) label(text, 8, at, "left");
    label("\u2191 " + model.axisName(model.vertical), 8, 13, "left");
  }

  drawPrior() {
    const { context } = this;
    context.setLineDash([5, 5]);
    context.lineWidth = 1.2;
    context.strokeStyle = "rgb(70 74 84 / .65)";
    for (const sigma of [1, 2]) {
      context.beginPath();
      context.arc(this.px(0), this.py(0), sigma / this.span * this.size, 0, 2 * Math.PI);
      context.stroke();
    }
    context.setLineDash([]);
  }

  /** @type {(scene: PointsOnPlane & { model?: Model }) => void} */
  drawPoints({ points, labels, hidden, layer, image, model = this.model }) {
    const { context } = this, whole = this.home.right - this.home.left;
    const radius = Math.min(5, 2.4 * Math.sqrt(Math.min(1, this.size / 640) * whole / this.span));
    for (let label = 0; label < model.classes.length; label++) {
      if (hidden.has(label)) continue;
      context.beginPath();
      for (let i = 0; i < points.length / 2; i++) {
        if (labels[i] !== label) continue;
        const x = this.px(points[2 * i]), y = this.py(points[2 * i + 1]);
        traceMark(context, model.classes[label].corners, x, y, radius);
      }
      if (layer) {
        context.lineWidth = 1.6;
        context.strokeStyle = "rgb(255 255 255 / .9)";
        context.stroke();
      }
      context.globalAlpha = layer ? 0.9 : 0.72;
      context.fillStyle = model.classColour(label);
      context.fill();
      context.globalAlpha = 1;
    }
    if (image >= 0) this.drawDot(points[2 * image], points[2 * image + 1], model.classColour(labels[image]), 5.5);
  }

  /** @type {(x: number, y: number, colour: string, radius?: number) => void} */
  drawDot(x, y, colour, radius = 5) {
    const { context } = this;
    context.beginPath();
    context.arc(this.px(x), this.py(y), radius, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = "#ffffff";
    context.stroke();
  }

  /** The 1-sigma curve of a posterior. */
  /** @type {(mean: ArrayLike<number>, logVariance: ArrayLike<number>, colour: string) => void} */
  drawEllipse(mean, logVariance, colour) {
    const { context, model } = this, spread = (/** @type {number} */ d) => Math.exp(logVariance[d] / 2);
    context.beginPath();
    for (let i = 0; i < 72; i++) {
      const [across, up] = [Math.cos(i / 36 * Math.PI), Math.sin(i / 36 * Math.PI)];
      context.lineTo(this.px(model.x(mean) + across * spread(model.horizontal)),
        model.vertical === undefined ? this.py(0) - 4 * up : this.py(model.y(mean) + up * spread(model.vertical)));
    }
    context.closePath();
    context.lineWidth = 4.5;
    context.strokeStyle = "rgb(255 255 255 / .8)";
    context.stroke();
    context.lineWidth = 2;
    context.strokeStyle = colour;
    context.stroke();
  }

  /** A line through points of the plane, with a light edge. */
  /** @type {(points: Point[], colour: string, dash?: number[]) => void} */
  drawLine(points, colour, dash = []) {
    const { context } = this, pieces = this.scale.isEven ? 1 : 24;
    context.beginPath();
    points.forEach(([x, y], i) => {
      const [fromX, fromY] = points[Math.max(0, i - 1)];
      for (let j = 1; j <= pieces; j++) {
        context.lineTo(this.px(fromX + (x - fromX) * j / pieces), this.py(fromY + (y - fromY) * j / pieces));
      }
    });
    context.lineJoin = "round";
    context.lineWidth = 6;
    context.strokeStyle = "rgb(255 255 255 / .85)";
    context.stroke();
    context.setLineDash(dash);
    context.lineWidth = 2.6;
    context.strokeStyle = colour;
    context.stroke();
    context.setLineDash([]);
  }

  /** A round mark with a letter in it. */
  /** @type {(x: number, y: number, text: string) => void} */
  drawBadge(x, y, text) {
    const { context } = this;
    this.drawDot(x, y, "#1c1f24", 10);
    context.font = "600 12px " + getComputedStyle(this.canvas).fontFamily;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = "#ffffff";
    context.fillText(text, this.px(x), this.py(y) + 0.5);
  }

  /** Where the code is. */
  /** @type {(x: number, y: number) => void} */
  drawCross(x, y) {
    const { context } = this;
    for (const isEdge of [true, false]) {
      context.lineWidth = isEdge ? 4.5 : 1.8;
      context.strokeStyle = isEdge ? "rgb(255 255 255 / .9)" : "#111317";
      context.beginPath();
      context.arc(x, y, 8, 0, 2 * Math.PI);
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        context.moveTo(x + 8 * dx, y + 8 * dy);
        context.lineTo(x + 14 * dx, y + 14 * dy);
      }
      context.stroke();
    }
  }
}

/** Adds a class's mark to the path in hand: a circle, or the polygon of its corners. */
/** @type {(context: CanvasRenderingContext2D, corners: Point[], x: number, y: number, radius: number) => void} */
function traceMark(context, corners, x, y, radius) {
  if (!corners.length) {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([dx, dy], i) => context[i ? "lineTo" : "moveTo"](x + radius * dx, y + radius * dy));
  context.closePath();
}
