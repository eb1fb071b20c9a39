"use strict";
// The tool "Change": a real image moved along the difference of two classes' mean codes.
import { numeral } from "./latent.js";
import { showImage, Strip, classOptions } from "./views.js";

export class EditTool {
  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    this.showsImage = true;
    const { model } = explorer;
    this.selects = [document.getElementById("edit-from"), document.getElementById("edit-to")];
    const present = model.classes.map((_, label) => label).filter(label => model.classMean(explorer.moment, label));
    const named = (/** @type {string} */ name) => present.find(label => model.className(label) === name);
    [named("4") ?? present[0], named("9") ?? present[present.length - 1]].forEach((label, i) => {
      classOptions(this.selects[i], model);
      this.selects[i].value = "c" + label;
      this.selects[i].addEventListener("change", () => explorer.changed("edit"));
    });
    this.slider = document.getElementById("edit-t");
    this.slider.addEventListener("input", () => {
      if (this.image >= 0) explorer.setCode(this.moved(Number(this.slider.value)));
    });
    this.input = document.getElementById("edit-input");
    this.output = document.getElementById("edit-output");
    for (const canvas of [this.input, this.output]) canvas.width = canvas.height = model.imageSide;
    this.shown = "";
    this.amounts = [-1, -0.5, 0, 0.5, 0.75, 1, 1.5];
    this.strip = new Strip(document.getElementById("edit-strip"), model.imageSide, this.amounts.length, "Changed image");
    this.image = -1;
    explorer.listeners.push(what => { if (what === "mode" && explorer.mode === "edit" && this.image < 0) this.start(); });
  }

  get labels() { return this.selects.map(select => Number(select.value.slice(1))); }

  /** Begins with the typical image of the class that is left. */
  start() {
    this.image = this.explorer.model.typical(this.explorer.moment, this.labels[0]);
    if (this.image >= 0) this.explorer.setCode(this.moved(Number(this.slider.value)));
  }

  pinned() {
    this.image = this.explorer.image;
    this.explorer.changed("edit");
  }

  /** The code of the image, moved a part of the way. */
  /** @type {(t: number) => Float32Array} */
  moved(t) {
    const { model, moment } = this.explorer;
    const [from, to] = this.labels.map(label => model.classMean(moment, label) ?? model.codeAt(0, 0));
    return Float32Array.from(model.mean(moment, this.image), (value, d) => value + t * (to[d] - from[d]));
  }

  update() {
    if (this.image < 0) return;
    const { model, moment } = this.explorer, t = Number(this.slider.value);
    const key = [this.image, t, moment.index, ...this.labels].join(" ");
    if (key === this.shown) return;
    this.shown = key;
    showImage(this.input, model.image(this.image));
    showImage(this.output, moment.network.decode(this.moved(t)));
    document.getElementById("edit-amount").textContent = numeral(t, 2) + " \u00d7 the difference";
    this.slider.setAttribute("aria-valuetext", numeral(t, 2) + " times the difference");
    this.strip.show(this.amounts.map(amount => moment.network.decode(this.moved(amount))));
    this.strip.mark(this.amounts.indexOf(this.amounts.reduce((a, b) => Math.abs(b - t) < Math.abs(a - t) ? b : a)));
  }

  /** @type {(view: PlaneView) => void} */
  overlay(view) {
    if (this.image < 0) return;
    const { model } = this.explorer;
    /** @type {(code: Float32Array) => Point} */
    const place = code => [model.x(code), model.y(code)];
    view.drawLine([place(this.moved(-1)), place(this.moved(1.5))], "#b34700");
    view.drawDot(...place(this.moved(0)), model.classColour(model.labels[this.image]), 6);
    view.drawBadge(...place(this.moved(Number(this.slider.value))), "\u2022");
  }
}
