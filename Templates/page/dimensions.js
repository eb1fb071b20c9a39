"use strict";
// The tool "Dimensions": a slider for each number of the code, those of the most active dimensions at hand.
import { numeral } from "./latent.js";
import { element, Strip } from "./views.js";

/** So many are at hand; the others are behind a click. */
const atHand = 10;

export class DimensionTool {
  /** @param {Explorer} explorer @param {HTMLElement} parent */
  constructor(explorer, parent) {
    this.explorer = explorer;
    this.showsImage = true;
    const { model } = explorer, { dimensions } = model;
    this.ranges = this.rangesOf(explorer.moment);
    /** The sliders and their words, by dimension. */
    /** @type {Map<number, { slider: HTMLInputElement, value: HTMLElement }>} */
    this.sliders = new Map();
    /** The dimension that the strip goes along. */
    this.current = dimensions[0].dimension;
    const list = (/** @type {DimensionData[]} */ some) => element("ul", { className: "dimensions" }, ...some.map(one => this.row(one)));
    const first = list(dimensions.slice(0, atHand)), rest = dimensions.slice(atHand);
    const buttons = element("div", { className: "buttons" });
    parent.append(first);
    if (rest.length) {
      const others = element("div", { id: "dimensions-rest", hidden: true });
      const all = element("button", { type: "button", id: "dimensions-all", "aria-controls": others.id });
      const show = (/** @type {boolean} */ areShown) => {
        if (areShown && !others.firstChild) others.append(list(rest));
        others.hidden = !areShown;
        all.textContent = areShown ? "Show the first " + atHand : "Show all " + dimensions.length;
        all.setAttribute("aria-expanded", areShown);
        this.shown = "";
        explorer.redraw();
      };
      all.addEventListener("click", () => show(others.hidden));
      show(false);
      parent.append(others);
      buttons.append(all);
    }
    const mean = element("button", { type: "button", id: "dimensions-mean" }, "All to the mean");
    mean.addEventListener("click", () => this.move(Float32Array.from(model.origin)));
    buttons.append(mean);
    this.title = element("p", { className: "sub" });
    parent.append(buttons, this.title);
    this.strip = new Strip(parent, model.imageSide, 7, "Along the dimension");
    this.shown = this.along = "";
  }

  /**
   * From where to where each dimension's slider goes: over all means of the sample, and of a prior over three standard
   * deviations.
   */
  /** @type {(moment: Moment) => [low: number, high: number][]} */
  rangesOf(moment) {
    const { model } = this.explorer, reach = model.isVariational ? 3 : 0;
    return Array.from({ length: model.latentDim }, (_, d) => {
      let [low, high] = [-reach, reach];
      if (!model.isVariational) low = high = model.origin[d];
      for (let i = 0; i < model.count; i++) {
        const value = model.mean(moment, i)[d];
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      return high - low > 1e-6 ? [low, high] : [low - 1, high + 1];
    });
  }

  /** A dimension's row: its name, its slider, its value, and how active it is. */
  /** @type {(one: DimensionData) => HTMLElement} */
  row({ dimension, activity, isActive }) {
    const { model } = this.explorer, [low, high] = this.ranges[dimension], name = model.axisName(dimension);
    const slider = element("input", { type: "range", id: "dimension-" + dimension, min: String(low), max: String(high),
      step: String((high - low) / 200) });
    const label = element("label", { htmlFor: slider.id }, name), value = element("output", { htmlFor: slider.id });
    const unit = model.isVariational ? " nats" : "";
    const words = isActive ? numeral(activity, 2) + unit : "off";
    slider.addEventListener("input", () => {
      const code = Float32Array.from(this.explorer.code);
      code[dimension] = Number(slider.value);
      this.current = dimension;
      this.move(code);
    });
    slider.addEventListener("focus", () => {
      if (this.current === dimension) return;
      this.current = dimension;
      this.explorer.redraw();
    });
    this.sliders.set(dimension, { slider, value });
    return element("li", { className: isActive ? "" : "off" }, label, slider, value, element("small", {
      title: (model.isVariational ? "KL divergence " : "Variance of the codes ") + numeral(activity, 3) + unit }, words));
  }

  /** @type {(code: Float32Array) => void} */
  move(code) {
    this.explorer.timeline.rest();
    this.explorer.setCode(code);
  }

  /** Shows the code; the strip only at rest, as it takes seven images. */
  update() {
    const { explorer, current } = this, { model, moment, code } = explorer, key = code.join();
    if (key !== this.shown) {
      this.shown = key;
      for (const [dimension, { slider, value }] of this.sliders) {
        const words = numeral(code[dimension], 2);
        if (Math.abs(Number(slider.value) - code[dimension]) > Number(slider.step) / 2) slider.value = String(code[dimension]);
        value.textContent = words;
        slider.setAttribute("aria-valuetext", words);
      }
    }
    if (!explorer.isKept) return;
    const [low, high] = this.ranges[current], name = model.axisName(current);
    const others = Float32Array.from(code);
    others[current] = 0;
    const along = [current, moment.index, others.join()].join(" ");
    const values = this.strip.canvases.map((_, i) => low + (high - low) * i / 6);
    if (along !== this.along) {
      this.along = along;
      this.title.textContent = name + " from " + numeral(low, 1) + " to " + numeral(high, 1) + ", all others as they are";
      this.strip.show(values.map(value => {
        others[current] = value;
        return moment.network.decode(others);
      }));
    }
    const away = values.map(value => Math.abs(value - code[current]));
    this.strip.mark(away.indexOf(Math.min(...away)));
  }
}
