"use strict";
// Small pieces of the tools: elements, pictures of images, strips of them.
import { paintImage } from "./layers.js";

/** Makes an element with properties and children. */
/** @type {<Name extends keyof HTMLElementTagNameMap>(name: Name, properties?: Record<string, unknown>, ...children: (Node | string)[]) => HTMLElementTagNameMap[Name]} */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) Object.assign(made, { [key]: value }); else made.setAttribute(key, String(value));
  }
  made.append(...children);
  return made;
}

/** A canvas that shows an image of the model's size, each pixel as a sharp square. */
/** @type {(side: number, label: string) => HTMLCanvasElement} */
export function imageCanvas(side, label) {
  const canvas = element("canvas", { className: "ink", width: side, height: side });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  return canvas;
}

/** @type {(canvas: HTMLCanvasElement, numbers: ArrayLike<number>) => void} */
export function showImage(canvas, numbers) {
  paintImage(/** @type {Canvas2D} */ (canvas.getContext("2d")), numbers, canvas.width);
}

/** A row of decoded images, one of which can be marked. */
export class Strip {
  /** @param {HTMLElement} parent @param {number} side @param {number} count @param {string} label */
  constructor(parent, side, count, label) {
    this.canvases = Array.from({ length: count }, (_, i) => imageCanvas(side, label + ", image " + (i + 1) + " of " + count));
    this.row = element("div", { className: "strip" }, ...this.canvases);
    parent.append(this.row);
  }

  /** @type {(images: ArrayLike<number>[]) => void} */
  show(images) { images.forEach((image, i) => showImage(this.canvases[i], image)); }

  /** @type {(index: number) => void} */
  mark(index) { this.canvases.forEach((canvas, i) => canvas.classList.toggle("here", i === index)); }
}

/** Fills a select element with the classes. */
/** @type {(select: HTMLSelectElement, model: Model, extra?: [value: string, text: string][]) => void} */
export function classOptions(select, model, extra = []) {
  select.replaceChildren(...extra.map(([value, text]) => new Option(text, value)),
    ...model.classes.map((one, label) => new Option(one.name, "c" + label)));
}

/** Calls `step` with the fraction of the way, about sixty times a second for so many milliseconds; gives how to stop. */
/** @param {number} milliseconds @param {(fraction: number) => void} step @param {() => void} [done] */
export function animate(milliseconds, step, done) {
  const begin = performance.now();
  let frame = requestAnimationFrame(function next() {
    const fraction = Math.min(1, (performance.now() - begin) / milliseconds);
    step(fraction);
    if (fraction < 1) frame = requestAnimationFrame(next); else done?.();
  });
  return () => cancelAnimationFrame(frame);
}

/** Does work that needs the whole page: once it is there. */
/** @type {(work: () => void) => void} */
export function whenWhole(work) {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", work); else work();
}

/** Whether the reader asked for less motion. */
export const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
