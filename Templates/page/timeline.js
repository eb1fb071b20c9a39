"use strict";
// The time machine: a slider over the snapshots whose networks are in the page.
import { numeral } from "./latent.js";
import { isStill } from "./views.js";

const playIcon = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 2l10 6-10 6z"/></svg>';
const pauseIcon = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 2h4v12H3zM9 2h4v12H9z"/></svg>';

/** Shows a button as one that plays, or that pauses. */
/** @type {(button: HTMLElement, isPlaying: boolean, what: string) => void} */
export function showPlaying(button, isPlaying, what) {
  button.innerHTML = isPlaying ? pauseIcon : playIcon;
  button.setAttribute("aria-label", (isPlaying ? "Pause " : "Play ") + what);
}

export class Timeline {
  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    this.slider = document.getElementById("moment");
    this.button = document.getElementById("moment-play");
    this.timer = 0;
    this.last = explorer.model.snapshots.length - 1;
    this.slider.max = this.slider.value = String(this.last);
    document.getElementById("moment-marks").append(...explorer.model.snapshots.map((_, i) => new Option("", String(i))));
    this.slider.addEventListener("input", () => this.go(Number(this.slider.value)));
    this.button.addEventListener("click", () => this.timer ? this.go(Number(this.slider.value)) : this.play());
    this.slider.disabled = this.button.disabled = this.last < 1;
    explorer.listeners.push(what => { if (what === "snapshot" || what === "frame") this.show(); });
    showPlaying(this.button, false, "the training");
    this.show();
  }

  /** The network of the frame on show, or the last one before it. */
  get index() {
    const { model, film, frame, moment } = this.explorer;
    return frame < 0 || !film ? moment.index : model.snapshots.findLastIndex(one => film.index(one) <= frame);
  }

  show() {
    const { moment, film, frame } = this.explorer;
    const words = frame < 0 || !film ? moment.moment + (this.explorer.model.isVariational ? ", test ELBO " : ", test reconstruction ") + numeral(moment.elbo, 1) + " nats" : film.labels[frame];
    this.slider.value = String(this.index);
    this.slider.setAttribute("aria-valuetext", words);
    document.getElementById("moment-name").textContent = words;
  }

  /** Goes to a network, which ends the film. */
  /** @type {(index: number) => Promise<void>} */
  go(index) {
    this.stop();
    return this.explorer.setSnapshot(index);
  }

  /** @type {(by: number) => Promise<void>} */
  step(by) { return this.go((this.timer ? this.index : this.explorer.wanted ?? this.explorer.moment.index) + by); }

  /** Ends the film where its network is; does nothing at rest. */
  rest() { if (this.explorer.frame >= 0) this.go(this.explorer.moment.index); }

  /** Goes from the moment on show, or from the beginning, to the end: frame by frame of the film, else by networks. */
  play() {
    const { explorer, last } = this, film = explorer.film?.isOpen && !explorer.view.scale.isEven ? explorer.film : null;
    const start = this.index < last ? this.index + 1 : 0, end = film ? film.count - 1 : last;
    let next = film ? film.index(explorer.model.snapshots[start]) : start;
    const step = async () => {
      if (next > end) { this.go(last); return; }
      if (film) explorer.showFrame(next); else await explorer.setSnapshot(next);
      if (this.timer) this.timer = setTimeout(step, film && next < end ? film.delay(next) : 900);
      next++;
    };
    if (film) explorer.view.window = { ...explorer.view.home };
    this.timer = setTimeout(step);
    showPlaying(this.button, true, "the training");
  }

  /** Plays the film once when the plane is first seen, unless something else was asked for. */
  playOnceSeen() {
    const { explorer } = this, { film, view, code } = explorer;
    if (!film || isStill() || location.hash.includes("=")) return;
    const seen = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return;
      seen.disconnect();
      if (explorer.code === code && explorer.moment.index === this.last && view.isHome && !view.scale.isEven) this.play();
    }, { threshold: 0.5 });
    seen.observe(view.canvas);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
    showPlaying(this.button, false, "the training");
  }
}
