"use strict";
// What of the plane its canvas shows, and where: the axes' scale, the window on them, its moves, and the values marked.
import { numeral } from "./latent.js";

/** @type {(keyof PlaneEdges)[]} */
export const windowSides = ["left", "right", "bottom", "top"];

export class PlaneWindow {
  /** How the axes are laid out, the window of the whole plane, and the one on show. */
  /** @type {AxisScale} */
  scale;
  /** @type {PlaneEdges} */
  home;
  /** @type {PlaneEdges} */
  window;

  /** @param {HTMLCanvasElement} canvas @param {Model} model */
  constructor(canvas, model) {
    this.canvas = canvas;
    this.context = /** @type {Canvas2D} */ (canvas.getContext("2d"));
    this.model = model;
    /** The width and the height of its frame, and the canvas's pixels to one of them; none before it is fitted. */
    this.size = 0;
    this.height = 0;
    this.ratio = 0;
    /** How many decoded images find room across it. */
    this.cells = 0;
  }

  /** Lays the axes out by a scale, and shows the whole plane: the window `home`. */
  /** @type {(scale: AxisScale, home: PlaneEdges) => void} */
  setScale(scale, home) {
    if (scale === this.scale) return;
    Object.assign(this, { scale, home, window: { ...home } });
  }

  /** Fills its frame; false where it does already. */
  fit() {
    const { clientWidth: size, clientHeight: height } = /** @type {HTMLElement} */ (this.canvas.parentElement);
    const ratio = Math.min(3, devicePixelRatio || 1);
    if (size === this.size && ratio === this.ratio) return false;
    Object.assign(this, { size, height, ratio });
    this.cells = Math.max(4, Math.round(size / Math.max(this.model.imageSide, 28)));
    this.canvas.width = Math.round(size * ratio);
    this.canvas.height = Math.round(height * ratio);
    return true;
  }

  /** Pixels from the left, and from the top, of a place on the axes. */
  /** @type {(place: number) => number} */
  across(place) { return (place - this.window.left) / this.span * this.size; }
  /** @type {(place: number) => number} */
  down(place) { return (this.window.top - place) / this.span * this.size; }
  /** Pixels of a point of the plane, and back. */
  /** @type {(x: number) => number} */
  px(x) { return this.across(this.scale.place(x)); }
  /** @type {(y: number) => number} */
  py(y) { return this.down(this.scale.place(y)); }
  /** @type {(px: number) => number} */
  x(px) { return this.scale.value(this.window.left + px / this.size * this.span); }
  /** @type {(py: number) => number} */
  y(py) { return this.scale.value(this.window.top - py / this.size * this.span); }
  get span() { return this.window.right - this.window.left; }
  get isHome() { return windowSides.every(side => Math.abs(this.window[side] - this.home[side]) < 1e-6); }

  /** Zooms by `factor` about a point of the plane, within reason. */
  /** @type {(factor: number, x: number, y: number) => void} */
  zoom(factor, x, y) {
    const whole = this.home.right - this.home.left, [u, v] = [x, y].map(this.scale.place);
    const scale = Math.min(whole * (this.scale.isEven ? 2 : 1), Math.max(whole / 60, this.span * factor)) / this.span;
    const { left, right, bottom, top } = this.window, moved = (/** @type {number} */ edge, /** @type {number} */ about) => about + (edge - about) * scale;
    this.window = { left: moved(left, u), right: moved(right, u), bottom: moved(bottom, v), top: moved(top, v) };
    this.pan(0, 0);
  }

  /** Moves the window by pixels; beyond the prior's last shares there is nothing. */
  /** @type {(across: number, down: number) => void} */
  pan(across, down) {
    const { window, home, scale } = this, unit = this.span / this.size;
    /** @type {(by: number, low: keyof PlaneEdges, high: keyof PlaneEdges) => number} */
    const held = (by, low, high) => scale.isEven ? by
      : Math.min(home[high] - window[high], Math.max(home[low] - window[low], by));
    const right = held(across * unit, "left", "right"), up = held(-down * unit, "bottom", "top");
    this.window = { left: window.left + right, right: window.right + right, bottom: window.bottom + up, top: window.top + up };
  }

  /** Round values along an axis with their pixels, from 0 outwards; labels that would touch others are left out. */
  /** @type {(from: number, to: number, pixel: (value: number) => number, gap: number) => { at: number, text: string }[]} */
  marks(from, to, pixel, gap) {
    const [low, high] = [from, to].map(this.scale.value);
    const rough = Math.min(high - low, this.scale.isEven ? Infinity : 3.5) / 7;
    const power = 10 ** Math.floor(Math.log10(rough)), step = power * ([1, 2, 5].find(f => f * power >= rough) ?? 10);
    const first = Math.ceil(low / step), digits = Math.max(0, -Math.floor(Math.log10(step)));
    /** @type {{ at: number, text: string }[]} */
    const list = [];
    const values = Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
    for (const value of values.sort((a, b) => Math.abs(a) - Math.abs(b))) {
      const at = pixel.call(this, value);
      if (list.every(one => Math.abs(one.at - at) >= gap)) list.push({ at, text: numeral(value, digits) });
    }
    return list;
  }

  get columnMarks() { return this.marks(this.window.left, this.window.right, this.px, 34); }
  get rowMarks() {
    return this.model.vertical === undefined ? [] : this.marks(this.window.bottom, this.window.top, this.py, 20);
  }
}
