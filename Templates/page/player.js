"use strict";
// Turns an animation into a player: play and pause, one frame back and forth, speed, a slider over the frames.
import { element, whenWhole, isStill } from "./views.js";
import { gifFrames, sheetFrames } from "./frames.js";
import { showPlaying } from "./timeline.js";

/** @type {(figure: HTMLElement, count: number) => string[]} */
export function frameLabels(figure, count) {
  const own = figure.querySelector(".frame-labels"), labels = own ? JSON.parse(own.textContent) : [];
  return Array.from({ length: count }, (_, i) => labels.length === count ? labels[i] : "frame " + (i + 1) + " of " + count);
}

/** @type {(figure: HTMLElement) => void} */
function makePlayer(figure) {
  const image = figure.querySelector("img"), paper = figure.querySelector(".paper"), layout = figure.dataset.sheet;
  const count = layout ? Number(layout.split(" ")[2]) : 0;
  const frames = layout ? sheetFrames(image, layout, frameLabels(figure, count)) : gifFrames(image);
  if (frames.count < 2) return;
  const labels = frameLabels(figure, frames.count);
  const canvas = element("canvas", { width: frames.width, height: frames.height, tabIndex: 0 });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", image.alt);
  const context = /** @type {Canvas2D} */ (canvas.getContext("2d"));

  const button = (/** @type {string} */ text, /** @type {string} */ name) => element("button", { type: "button", className: "toggle", ariaLabel: name }, text);
  const toggle = button("", "Play"), back = button("\u2039", "One frame back"), forth = button("\u203a", "One frame on");
  const slider = element("input", { type: "range", min: 0, max: frames.count - 1, step: 1, ariaLabel: "Frame" });
  const speed = element("select", { ariaLabel: "Speed" }, ...[0.25, 0.5, 1, 2, 4].map(factor => new Option(factor + "\u00d7", String(factor), factor === 1, factor === 1)));
  const label = element("output");
  const bar = element("div", { className: "player" }, toggle, back, forth, slider, speed, label);

  let current = 0, timer = 0, wants = !isStill(), visible = false;
  const schedule = () => {
    clearTimeout(timer);
    showPlaying(toggle, wants, "the animation");
    if (wants && visible) timer = setTimeout(() => { go((current + 1) % frames.count); schedule(); }, Math.max(20, frames.delay(current) / Number(speed.value)));
  };
  const go = (/** @type {number} */ index) => {
    current = index;
    slider.value = String(index);
    slider.setAttribute("aria-valuetext", labels[index]);
    label.textContent = labels[index];
    frames.paint(index, context);
  };
  const stop = (/** @type {number} */ index) => { wants = false; go(Math.min(frames.count - 1, Math.max(0, index))); schedule(); };
  const tell = () => document.dispatchEvent(new CustomEvent("moment", { detail: { index: current, labels } }));
  const byHand = (/** @type {number} */ index) => { stop(index); tell(); };
  toggle.addEventListener("click", () => { wants = !wants; schedule(); });
  back.addEventListener("click", () => byHand(current - 1));
  forth.addEventListener("click", () => byHand(current + 1));
  speed.addEventListener("change", schedule);
  slider.addEventListener("input", () => byHand(Number(slider.value)));
  canvas.addEventListener("keydown", event => {
    const step = new Map([["ArrowLeft", -1], ["ArrowRight", 1], ["Home", -frames.count], ["End", frames.count]]).get(event.key);
    if (step) byHand(current + step);
    else if (event.key === " ") toggle.click();
    else return;
    event.preventDefault();
  });
  // Animations of the same moments, and the chart, follow the one that is moved by hand.
  document.addEventListener("moment", event => {
    if (event.detail.index !== current && String(event.detail.labels) === String(labels)) stop(event.detail.index);
  });
  new IntersectionObserver(entries => {
    visible = entries[entries.length - 1].isIntersecting;
    schedule();
  }, { threshold: 0.2 }).observe(canvas);

  // The image stays in the page, for the lightbox, for saving and for print.
  image.hidden = true;
  paper.append(canvas);
  paper.after(bar);
  figure.frames = frames;
  go(wants ? 0 : frames.count - 1);
  schedule();
}

// Players are made when they come near, not all at once.
whenWhole(() => {
  const nearby = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      nearby.unobserve(entry.target);
      const image = entry.target.querySelector("img");
      // Where a file cannot be decoded, the browser's own picture stays.
      image.decode().then(() => makePlayer(/** @type {HTMLElement} */ (entry.target))).catch(error => console.warn(entry.target.id, error.message));
    }
  }, { rootMargin: "600px" });
  for (const figure of document.querySelectorAll("figure.animation")) {
    // A GIF is shown by its player only: without scripts nothing moves.
    figure.hidden = false;
    nearby.observe(figure);
  }
});
