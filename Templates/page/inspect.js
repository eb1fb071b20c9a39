"use strict";
// The tool "Look": the test image nearest to the code, what the network makes of it, and the terms of its loss.
import { numeral } from "./latent.js";
import { element, showImage } from "./views.js";

/** Fills a definition list with [term, value, unit] rows. */
/** @type {(list: HTMLElement, rows: Term[]) => void} */
export function showTerms(list, rows) {
  list.replaceChildren(...rows.map(([term, value, unit]) => element("div", {}, element("dt", {}, term),
    element("dd", {}, value, unit ? element("small", {}, " " + unit) : ""))));
}

/** The rows for what a network makes of an image. */
/** @type {(model: Model, terms: Terms) => Term[]} */
export function lossTerms(model, { reconstruction, kl }) {
  /** @type {Term[]} */
  const rows = [["reconstruction", numeral(reconstruction, 1), "nats"]];
  if (model.isVariational) rows.push(["KL divergence", numeral(kl, 2), "nats"], ["ELBO", numeral(reconstruction - kl, 1), "nats"]);
  return rows;
}

export class LookTool {
  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    this.showsImage = true;
    const side = explorer.model.imageSide;
    this.input = document.getElementById("look-input");
    this.output = document.getElementById("look-output");
    for (const canvas of [this.input, this.output]) canvas.width = canvas.height = side;
    this.shown = "";
    document.getElementById("look-hint").textContent = explorer.model.isVariational
      ? "The terms are those of the code at the posterior's mean. The curve on the plane is the posterior's 1-sigma ellipse."
      : "A plain autoencoder answers with a point: there is no posterior, and no divergence.";
  }

  update() {
    const { model, moment, image } = this.explorer;
    const key = image + " " + moment.index;
    if (this.shown === key) return;
    this.shown = key;
    const title = document.getElementById("look-title");
    if (image < 0) {
      title.textContent = "No class is shown.";
      return;
    }
    const answer = model.explain(moment, model.image(image)), name = model.className(model.labels[image]);
    title.textContent = "The nearest test image: " + name;
    showImage(this.input, model.image(image));
    showImage(this.output, answer.decoded);
    this.input.setAttribute("aria-label", "Test image of class " + name);
    showTerms(document.getElementById("look-terms"), lossTerms(model, answer));
  }
}
