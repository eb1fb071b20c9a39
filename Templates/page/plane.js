"use strict";
// Draws the latent plane: layer, prior, points, ellipses, axes, and the marks of the tool in hand.

class PlaneView {
  constructor(canvas, model) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.model = model;
    const [left, right, bottom, top] = model.window;
    this.home = { left, right, bottom, top };
    this.window = { ...this.home };
    this.size = 0;
  }

  /** Takes the room that there is: a square whose side is a whole number of decoded cells. */
  fit(room) {
    const cell = this.model.imageSide;
    const size = cell <= 64 ? Math.max(4, Math.floor(room / cell)) * cell : Math.floor(room);
    this.cells = Math.max(4, Math.round(size / Math.max(cell, 28)));
    const ratio = Math.min(3, devicePixelRatio || 1);
    if (size === this.size && ratio === this.ratio) return false;
    this.size = size;
    this.ratio = ratio;
    this.canvas.width = this.canvas.height = Math.round(size * ratio);
    this.canvas.style.width = this.canvas.style.height = size + "px";
    this.canvas.closest(".plane-side")?.style.setProperty("--plane-size", size + "px");
    return true;
  }

  px(x) { return (x - this.window.left) / (this.window.right - this.window.left) * this.size; }
  py(y) { return (this.window.top - y) / (this.window.top - this.window.bottom) * this.size; }
  x(px) { return this.window.left + px / this.size * (this.window.right - this.window.left); }
  y(py) { return this.window.top - py / this.size * (this.window.top - this.window.bottom); }
  get span() { return this.window.right - this.window.left; }
  get isHome() { return Math.abs(this.span - (this.home.right - this.home.left)) < 1e-6 && Math.abs(this.window.left - this.home.left) < 1e-6; }

  /** Zooms by `factor` about a point of the plane, within reason. */
  zoom(factor, x, y) {
    const whole = this.home.right - this.home.left;
    const scale = Math.min(whole * 2, Math.max(whole / 60, this.span * factor)) / this.span;
    const { left, right, bottom, top } = this.window;
    this.window = { left: x + (left - x) * scale, right: x + (right - x) * scale, bottom: y + (bottom - y) * scale, top: y + (top - y) * scale };
  }

  pan(dx, dy) {
    for (const side of ["left", "right"]) this.window[side] += dx;
    for (const side of ["bottom", "top"]) this.window[side] += dy;
  }

  /** Draws everything. `scene`: { layer, points, labels, hidden, image, ellipse, code, overlay }. */
  draw(scene) {
    const { context, size } = this;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, size, size);
    if (scene.layer) this.drawLayer(scene.layer);
    this.drawAxes(scene.layer !== null);
    if (this.model.isVariational) this.drawPrior();
    this.drawPoints(scene);
    if (scene.ellipse) this.drawEllipse(scene.ellipse.mean, scene.ellipse.logVariance, scene.ellipse.colour);
    scene.overlay?.(this);
    this.drawCross(this.px(scene.code[0]), this.py(scene.code[1]));
  }

  drawLayer({ canvas, window, isSmooth }) {
    this.context.imageSmoothingEnabled = isSmooth;
    const left = this.px(window.left), top = this.py(window.top);
    this.context.drawImage(canvas, left, top, this.px(window.right) - left, this.py(window.bottom) - top);
  }

  drawAxes(isCovered) {
    const { context, size } = this, rough = this.span / 7, power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(f => f * power).find(s => s >= rough), digits = Math.max(0, -Math.floor(Math.log10(step)));
    context.font = "12px " + getComputedStyle(this.canvas).fontFamily;
    context.lineWidth = 1;
    const label = (text, x, y, align) => {
      context.textAlign = align;
      context.textBaseline = "middle";
      context.lineWidth = 3.5;
      context.strokeStyle = "rgb(255 255 255 / .85)";
      context.strokeText(text, x, y);
      context.fillStyle = "#4a4f58";
      context.fillText(text, x, y);
    };
    const marks = (low, high) => Array.from({ length: Math.floor(high / step) - Math.ceil(low / step) + 1 }, (_, i) => (Math.ceil(low / step) + i) * step);
    const { left, right, bottom, top } = this.window, isLine = this.model.vertical === undefined;
    if (!isCovered) {
      context.strokeStyle = "#eceae4";
      context.beginPath();
      for (const x of marks(left, right)) { context.moveTo(this.px(x), 0); context.lineTo(this.px(x), size); }
      if (!isLine) for (const y of marks(bottom, top)) { context.moveTo(0, this.py(y)); context.lineTo(size, this.py(y)); }
      context.stroke();
    }
    for (const x of marks(left, right)) {
      if (this.px(x) > 44 && this.px(x) < size - 64) label(numeral(x, digits), this.px(x), size - 11, "center");
    }
    label(this.model.axisName(this.model.horizontal) + " \u2192", size - 7, size - 11, "right");
    if (isLine) return;
    for (const y of marks(bottom, top)) {
      if (this.py(y) > 30 && this.py(y) < size - 30) label(numeral(y, digits), 8, this.py(y), "left");
    }
    label("\u2191 " + this.model.axisName(this.model.vertical), 8, 13, "left");
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

  drawPoints({ points, labels, hidden, layer, image, model = this.model }) {
    const { context } = this, radius = Math.min(5, 2.4 * Math.sqrt((this.home.right - this.home.left) / this.span));
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
  drawEllipse(mean, logVariance, colour) {
    const { context, model } = this, scale = this.size / this.span;
    const spread = d => Math.max(1.5, Math.exp(logVariance[d] / 2) * scale);
    context.beginPath();
    context.ellipse(this.px(model.x(mean)), this.py(model.y(mean)), spread(model.horizontal),
      model.vertical === undefined ? 4 : spread(model.vertical), 0, 0, 2 * Math.PI);
    context.lineWidth = 4.5;
    context.strokeStyle = "rgb(255 255 255 / .8)";
    context.stroke();
    context.lineWidth = 2;
    context.strokeStyle = colour;
    context.stroke();
  }

  /** A line through points of the plane, with a light edge. */
  drawLine(points, colour, dash = []) {
    const { context } = this;
    context.beginPath();
    points.forEach(([x, y], i) => i ? context.lineTo(this.px(x), this.py(y)) : context.moveTo(this.px(x), this.py(y)));
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
  drawCross(x, y) {
    const { context } = this;
    for (const [width, colour] of [[4.5, "rgb(255 255 255 / .9)"], [1.8, "#111317"]]) {
      context.lineWidth = width;
      context.strokeStyle = colour;
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
function traceMark(context, corners, x, y, radius) {
  if (!corners.length) {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([dx, dy], i) => context[i ? "lineTo" : "moveTo"](x + radius * dx, y + radius * dy));
  context.closePath();
}
