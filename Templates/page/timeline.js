"use strict";
// The time machine: a slider over the snapshots whose networks are in the page.

const playIcon = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 2l10 6-10 6z"/></svg>';
const pauseIcon = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 2h4v12H3zM9 2h4v12H9z"/></svg>';

/** Shows a button as one that plays, or that pauses. */
function showPlaying(button, isPlaying, what) {
  button.innerHTML = isPlaying ? pauseIcon : playIcon;
  button.setAttribute("aria-label", (isPlaying ? "Pause " : "Play ") + what);
}

class Timeline {
  constructor(explorer) {
    this.explorer = explorer;
    this.slider = document.getElementById("moment");
    this.button = document.getElementById("moment-play");
    const { snapshots } = explorer.model;
    this.slider.max = snapshots.length - 1;
    this.slider.value = snapshots.length - 1;
    document.getElementById("moment-marks").append(...snapshots.map((_, i) => new Option("", i)));
    this.slider.addEventListener("input", () => { this.stop(); explorer.setSnapshot(Number(this.slider.value)); });
    this.button.addEventListener("click", () => this.timer ? this.stop() : this.play());
    this.slider.disabled = this.button.disabled = snapshots.length < 2;
    explorer.listeners.push(what => { if (what === "snapshot" || what === undefined) this.show(); });
    showPlaying(this.button, false, "the training");
    this.show();
  }

  show() {
    const { moment } = this.explorer;
    const words = moment.moment + ", test ELBO " + numeral(moment.elbo, 1) + " nats";
    this.slider.value = moment.index;
    this.slider.setAttribute("aria-valuetext", words);
    document.getElementById("moment-name").textContent = words;
  }

  play() {
    const last = this.explorer.model.snapshots.length - 1;
    let next = this.explorer.moment.index >= last ? 0 : this.explorer.moment.index + 1;
    const step = async () => {
      await this.explorer.setSnapshot(next);
      if (!this.timer) return;
      if (next++ >= last) this.stop(); else this.timer = setTimeout(step, 900);
    };
    this.timer = setTimeout(step);
    showPlaying(this.button, true, "the training");
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
    showPlaying(this.button, false, "the training");
  }
}
