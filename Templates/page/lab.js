"use strict";
// "Train one here": the controls of the network that learns in the page, and the worker that it learns in. The worker
// does nothing unasked: a stretch of training is asked for once the last one has been answered.
import { numeral } from "./latent.js";
import { whenWhole, isStill } from "./views.js";
import { resampledBox } from "./ink.js";
import { LearningVAE } from "./lab-network.js";
import { labNetwork, LabTrainer, labScript } from "./lab-trainer.js";
import { LabReport } from "./lab-report.js";

export class Lab {
  /** How long the worker trains between two pictures, in milliseconds; longer where less motion is wanted. */
  static get stretch() { return isStill() ? 1500 : 150; }
  /** The largest side of the network's images; larger ones are made smaller. */
  static mostPixels = 28;

  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.side = Math.min(Lab.mostPixels, model.imageSide);
    this.description = labNetwork(model.channels * this.side ** 2);
    this.report = new LabReport(model, this.side);
    this.isRunning = this.isBusy = this.isInSight = this.isFresh = false;
    // What is to be asked for beside training: one step, or a look.
    this.due = null;
    this.run = document.getElementById("lab-run");
    this.step = document.getElementById("lab-step");
    this.reset = document.getElementById("lab-reset");
    this.beta = document.getElementById("lab-beta");
    this.rate = document.getElementById("lab-rate");
    this.seed = document.getElementById("lab-seed");
    this.noise = document.getElementById("lab-noise");
    this.body = document.getElementById("lab-body");
    this.problem = document.getElementById("lab-problem");
    this.body.hidden = false;
    this.listen();
    this.next();
  }

  listen() {
    this.run.addEventListener("click", () => { this.isRunning = !this.isRunning; this.next(); });
    this.step.addEventListener("click", () => { this.isRunning = false; this.due = "step"; this.next(); });
    this.reset.addEventListener("click", () => { this.isRunning = false; this.begin(); });
    for (const input of [this.seed, this.noise]) input.addEventListener("change", () => this.begin());
    this.beta.addEventListener("input", () => this.next());
    new ResizeObserver(() => this.resize()).observe(this.body);
    document.addEventListener("visibilitychange", () => this.next());
    const root = document.getElementById("lab");
    new IntersectionObserver(entries => { this.isInSight = entries.at(-1).isIntersecting; this.next(); }).observe(root);
    const near = new IntersectionObserver(entries => {
      if (!entries.at(-1).isIntersecting) return;
      near.disconnect();
      this.open().catch(error => this.fail(error.message));
    }, { rootMargin: "600px" });
    near.observe(root);
  }

  /** Starts the worker, and shows the untrained network. */
  async open() {
    if (typeof Worker === "undefined") throw new TypeError("the browser has no workers");
    if (!this.model.count) await this.model.openImages();
    const { count } = this.model, all = Array.from({ length: count }, (_, i) => i), { pixels } = this.description;
    const heldOut = all.filter(LabTrainer.isHeldOut);
    if (!heldOut.length) throw new RangeError(`the page holds ${count} images, which are too few`);
    this.images = new Float32Array(count * pixels);
    for (const image of all) this.images.set(this.smaller(this.model.image(image)), image * pixels);
    this.worker = new Worker(URL.createObjectURL(new Blob([labScript()], { type: "text/javascript" })));
    this.worker.onmessage = ({ data }) => this.answer(data);
    this.worker.onerror = () => this.fail("the browser lets no worker run");
    this.begin();
    await this.report.tell(this.description, new LearningVAE(this.description, 1).parameters.values.length, count, heldOut);
  }

  /** An image at the network's size, each pixel the mean over the area that it stands for. */
  /** @type {(image: Float32Array) => Float32Array} */
  smaller(image) {
    const { imageSide, channels } = this.model;
    if (this.side === imageSide) return image;
    const planes = Array.from({ length: channels }, (_, channel) => resampledBox({
      ink: image.filter((_, i) => i % channels === channel),
      width: imageSide, x: 0, y: 0, across: imageSide, down: imageSide,
    }, this.side).values);
    return Float32Array.from({ length: channels * this.side ** 2 }, (_, i) => planes[i % channels][Math.floor(i / channels)]);
  }

  /** @type {(reason: string) => void} */
  fail(reason) {
    this.problem.textContent = `No network can learn in this page: ${reason}.`;
    this.problem.hidden = false;
    this.body.hidden = true;
  }

  /** Begins anew from the seed, with noise or without. */
  begin() {
    this.isFresh = true;
    this.report.clear(this.noise.checked);
    this.next();
  }

  /** Asks the worker for what is due, unless it is at work; says how things stand. */
  next() {
    const isAwake = this.isInSight && !document.hidden, goesOn = this.isRunning && isAwake, { due, isFresh } = this;
    this.say(isAwake);
    if (!this.worker || this.isBusy || !isFresh && !due && !goesOn) return;
    const { images, description, noise } = this, seed = Math.trunc(Number(this.seed.value));
    const start = isFresh ? { images, description, seed, isVariational: noise.checked } : null;
    const milliseconds = due === "step" ? 0 : isFresh || due === "look" ? undefined : Lab.stretch;
    const settings = { beta: Number(this.beta.value), learningRate: Number(this.rate.value) };
    this.isFresh = false;
    this.due = null;
    this.isBusy = true;
    this.worker.postMessage({ start, ask: { milliseconds, cells: this.report.codesView.cells, ...settings } });
  }

  /** Takes a view from the worker, unless training has been begun anew meanwhile. */
  /** @type {(view: LabView) => void} */
  answer(view) {
    this.isBusy = false;
    if (!this.isFresh) this.report.add(view);
    this.next();
  }

  resize() {
    if (this.report.fit()) {
      this.due ??= "look";
      this.next();
    }
    this.report.show();
  }

  /** @type {(isAwake: boolean) => void} */
  say(isAwake) {
    this.report.say(this.isRunning, isAwake);
    this.run.textContent = this.isRunning ? "Pause" : this.report.hasLearned ? "Go on" : "Start";
    this.beta.disabled = !this.noise.checked;
    document.getElementById("lab-beta-value").textContent = this.noise.checked ? numeral(Number(this.beta.value)) : "none";
  }
}

whenWhole(() => { if (window.explorer) window.lab = new Lab(window.explorer.model); });
