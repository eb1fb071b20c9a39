"use strict";
// What the reader sees and reads of the network that learns in the page.
import { divergence, normalDraws, numeral } from "./latent.js";
import { inSlices } from "./metric-field.js";
import { element } from "./views.js";
import { showTerms, lossTerms } from "./inspect.js";
import { showDecodedPlane, CodesView, showBoundCurve } from "./lab-views.js";

/** How many numbers the steps of a network learn. */
/** @type {(stages: Stage[]) => number} */
function parameterCount(stages) {
  const product = (/** @type {number[]} */ shape) => shape.reduce((a, b) => a * b);
  return stages.reduce((sum, stage) => sum + (stage.stages ? parameterCount(stage.stages)
    : stage.kind === "dense" ? (product(stage.input) + 1) * product(stage.output)
      : (stage.input[0] * stage.kernel ** 2 + 1) * stage.output[0]), 0);
}

/** A whole number with its thousands set apart. */
/** @type {(number: number) => string} */
const grouped = number => Math.round(number).toLocaleString("en");

export class LabReport {
  /** How many points the curve keeps: an even number, so that the newest of one more is not lost. */
  static mostPoints = 500;
  /** How many pixels wide a decoded cell is at least, and the pictures are at most. */
  static leastCell = 28;
  static widest = 448;

  /** What is shown, and the curve to it. */
  /** @type {LabView | null} */
  view = null;
  /** @type {LabRow[]} */
  rows = [];
  isVariational = true;

  /** Of a network that takes the model's images at so many pixels a side. */
  /** @param {Model} model @param {number} side */
  constructor(model, side) {
    this.model = model;
    this.side = side;
    this.plane = document.getElementById("lab-plane");
    this.codes = document.getElementById("lab-codes");
    this.curve = document.getElementById("lab-curve");
    this.status = document.getElementById("lab-status");
    this.readout = document.getElementById("lab-readout");
    this.terms = document.getElementById("lab-terms");
    this.facts = document.getElementById("lab-facts");
    this.bound = document.getElementById("lab-bound");
    this.unit = document.getElementById("lab-unit");
    this.key = document.getElementById("lab-key");
    // Each pixel of a decoded cell is a whole number of pixels wide.
    /** @type {Model} */
    this.plain = Object.assign(Object.create(model), {
      horizontal: 0, vertical: 1, imageSide: side * Math.ceil(LabReport.leastCell / side),
    });
    this.codesView = new CodesView(this.codes, this.plain);
    this.clear(true);
  }

  /** Forgets what was shown; what comes is of a variational autoencoder or of a plain one. */
  /** @type {(isVariational: boolean) => void} */
  clear(isVariational) {
    this.isVariational = this.plain.isVariational = isVariational;
    this.rows = [];
    this.view = null;
    this.bound.textContent = isVariational ? "ELBO" : "Reconstruction";
    this.unit.textContent = `nats per ${this.model.noun} of ${this.size}`;
    this.key.textContent = isVariational
      ? `The ellipses are posteriors of held-out ${this.model.noun}s, at 1 sigma; dashed is the prior, at 1 and 2.`
      : "Codes are points without a spread, and no prior holds them together.";
  }

  get size() { return `${this.side} × ${this.side} pixels${this.model.channels > 1 ? " in colour" : ""}`; }
  get hasLearned() { return this.view !== null && this.view.steps > 0; }

  /** Takes the room that there is; gives whether that is another than before. */
  fit() {
    const room = Math.min(LabReport.widest, (/** @type {HTMLElement} */ (this.plane.parentElement)).clientWidth), isOther = this.codesView.fit(room);
    this.plane.style.width = this.plane.style.height = this.codesView.size + "px";
    return isOther;
  }

  /** Adds a view to the curve, which loses every other point when they are many. */
  /** @type {(view: LabView) => void} */
  add(view) {
    const bound = (/** @type {Terms} */ terms) => terms.reconstruction - terms.kl;
    if (view.steps !== this.view?.steps) {
      this.rows.push({ steps: view.steps, test: bound(view.heldOut), train: view.train && bound(view.train) });
    }
    if (this.rows.length > LabReport.mostPoints) this.rows = this.rows.filter((_, i) => i % 2 === 0);
    this.view = view;
    this.show();
  }

  show() {
    const { view, model, isVariational } = this;
    if (!view) return;
    showDecodedPlane(this.plane, view, this.side);
    this.codesView.show(view, model.labels.subarray(0, model.count));
    showBoundCurve(this.curve, this.rows);
    const last = this.rows.at(-1), names = /** @type {const} */ ([["held out", "test"], ["in training", "train"]]);
    this.readout.replaceChildren(...names.filter(([, name]) => last[name] !== null).map(([words, name]) =>
      element("span", {}, element("i", { className: name }), words + " ", element("b", {}, numeral(last[name] ?? NaN, 1)))));
    showTerms(this.terms, [
      [isVariational ? "test ELBO" : "reconstruction", numeral(last.test, 1), "nats"],
      ...isVariational ? lossTerms(model, view.heldOut).slice(0, 2) : [],
      ["time", numeral(view.seconds, 1), "s"], ["batches", grouped(view.steps)],
      [model.noun + "s a second", grouped(view.imagesPerSecond)],
    ]);
  }

  /** Says how things stand. */
  /** @type {(isRunning: boolean, isAwake: boolean) => void} */
  say(isRunning, isAwake) {
    const { noun } = this.model;
    const words = isRunning ? isAwake ? "Learning." : "Waiting until it is in sight."
      : !this.hasLearned ? "Not trained yet."
        : `Paused. ${this.bound.textContent} of the held-out ${noun}s: `
          + `${numeral(this.rows.at(-1).test, 1)} nats per ${noun}.`;
    // What is written again is read out again.
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  /** Tells what the network is and what it learns from: so many images, but for those that are held out. */
  /** @type {(description: LabDescription, parameters: number, count: number, heldOut: number[]) => Promise<void>} */
  async tell({ pixels, encoder, latentDim, decoder }, parameters, count, heldOut) {
    const { model, side, size } = this, nouns = model.noun + "s", isSmaller = side < model.imageSide;
    const widths = [pixels, ...encoder, latentDim, ...decoder, pixels].join(", ");
    const theirs = parameterCount([...model.encoder, ...model.decoder]);
    this.facts.textContent = `This network has dense layers only, of ${widths} numbers, and ${grouped(parameters)} weights; `
      + `the run's has ${grouped(theirs)}. It sees no more than ${grouped(count)} ${nouns}, `
      + `${isSmaller ? "made smaller to" : "of"} ${size}: it learns from ${grouped(count - heldOut.length)}, and is tried `
      + `on the ${grouped(heldOut.length)} others, which are held out.`;
    // Nats of other sizes, or of intensities, are not to be compared.
    if (model.likelihood !== "bernoulli") this.facts.append(` Their ${model.channels > 1 ? "intensities are taken for probabilities" : "greys are taken for probabilities of ink"}.`);
    else if (model.isVariational && !isSmaller) {
      this.facts.append(` On the same ones, the run's network has an ELBO of ${numeral(await this.runsBound(heldOut), 1)}.`);
    }
  }

  /** The bound of the run's network in nats per image, by one draw from each posterior. */
  /** @type {(images: number[]) => Promise<number>} */
  async runsBound(images) {
    const { model } = this, moment = await model.open(model.snapshots.length - 1), draw = normalDraws(images.length);
    let sum = 0;
    await inSlices(images.length, i => {
      const [mean, logVariance] = [model.mean(moment, images[i]), model.logVariance(moment, images[i])];
      const outputs = moment.network.outputs(mean.map((value, d) => value + draw() * Math.exp(logVariance[d] / 2)));
      sum += moment.network.likelihood.logDensity(model.image(images[i]), outputs) - divergence(mean, logVariance);
    }, () => true);
    return sum / images.length;
  }
}
