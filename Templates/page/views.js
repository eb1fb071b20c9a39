"use strict";
// Small pieces of the tools: elements, pictures of images, strips of them.

/** Makes an element with properties and children. */
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value; else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** A canvas that shows an image of the model's size, each pixel as a sharp square. */
function imageCanvas(side, label) {
  const canvas = element("canvas", { className: "ink", width: side, height: side });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  return canvas;
}

function showImage(canvas, numbers) {
  paintImage(canvas.getContext("2d"), numbers, canvas.width);
}

/** A row of decoded images, one of which can be marked. */
class Strip {
  constructor(parent, side, count, label) {
    this.canvases = Array.from({ length: count }, (_, i) => imageCanvas(side, label + ", image " + (i + 1) + " of " + count));
    this.row = element("div", { className: "strip" }, ...this.canvases);
    parent.append(this.row);
  }

  show(images) { images.forEach((image, i) => showImage(this.canvases[i], image)); }

  mark(index) { this.canvases.forEach((canvas, i) => canvas.classList.toggle("here", i === index)); }
}

/** Fills a select element with the classes. */
function classOptions(select, model, extra = []) {
  select.replaceChildren(...extra.map(([value, text]) => new Option(text, value)),
    ...model.classes.map((one, label) => new Option(one.name, "c" + label)));
}

/** Calls `step` with the fraction of the way, about sixty times a second for so many milliseconds; gives how to stop. */
function animate(milliseconds, step, done) {
  const begin = performance.now();
  let frame = requestAnimationFrame(function next() {
    const fraction = Math.min(1, (performance.now() - begin) / milliseconds);
    step(fraction);
    if (fraction < 1) frame = requestAnimationFrame(next); else done?.();
  });
  return () => cancelAnimationFrame(frame);
}

/** Does work that needs the whole page: once it is there. */
function whenWhole(work) {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", work); else work();
}

/** Whether the reader asked for less motion. */
const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
