"use strict";
// Joins plane, tools and time machine: holds what is looked at, and draws it again when it changes.
import { showImage, whenWhole } from "./views.js";
import { LookTool } from "./inspect.js";
import { Timeline } from "./timeline.js";
import { PathTool } from "./paths.js";
import { EditTool } from "./edit.js";
import { DimensionTool } from "./dimensions.js";
import { DrawTool } from "./draw.js";
import { Address } from "./address.js";
import { Scene } from "./scene.js";
import { Controls } from "./controls.js";

export class Explorer extends Scene {
  /** The tools; before the page is whole, the first only. */
  /** @type {Tools} */
  tools;
  /** @type {Address} */
  address;
  request = 0;

  /** @param {PageData} data */
  constructor(data) {
    super(data);
    this.root = document.getElementById("explorer");
    this.hero = /** @type {HTMLElement} */ (this.root.parentElement);
    this.hero.classList.add("scripted");
    /** The classes that are not shown. */
    /** @type {Set<number>} */
    this.hidden = new Set();
    this.showsCodes = true;
    this.code = this.model.codeAt(0, 0);
    this.kept = this.code;
    this.isKept = true;
    this.image = -1;
    /** @type {Mode} */
    this.mode = "look";
    /** @type {((what: Change) => void)[]} */
    this.listeners = [];
    this.probabilities = new Float32Array(this.model.imageSize);
    this.decodedCanvas = document.getElementById("decoded");
    this.decodedCanvas.width = this.decodedCanvas.height = data.imageSide;
  }

  /**
   * Shows the plane and lets it answer, at first by the cells of the still; then opens the last network, and once all of
   * the page is there, the tools, the view that its address asks for, and the film.
   */
  async start() {
    const { model, film, view, code } = this;
    // It stands in the page and so is there, but for browsers that take even such pictures later. Then all that follows
    // is done before anything is shown, and the words about the plane are laid out only after it.
    if (film?.still.complete) this.hero.classList.add("opening"); else await film?.still.decode();
    view.fit();
    this.setScale();
    this.tools = /** @type {Tools} */ ({ look: new LookTool(this) });
    this.timeline = new Timeline(this);
    this.controls = new Controls(this);
    if (film) this.answer();
    const [moment] = await Promise.all([model.open(this.moment.index), model.openImages()]);
    this.take(moment);
    // A typical image of the first class is a better beginning than the middle, where nothing need be.
    const label = model.classes.findIndex((_, label) => model.typical(moment, label) >= 0);
    if (label >= 0 && this.code === code) this.setCode(Float32Array.from(model.mean(moment, model.typical(moment, label))));
    if (!film) this.answer(); else this.makeLayer();
    new ResizeObserver(() => this.resize()).observe(/** @type {HTMLElement} */ (view.canvas.parentElement));
    await new Promise(resolve => whenWhole(() => resolve(null)));
    Object.assign(this.tools, { path: new PathTool(this), edit: new EditTool(this), draw: new DrawTool(this) });
    const dimensions = document.getElementById("dimensions");
    if (dimensions) this.tools.dimensions = new DimensionTool(this, dimensions);
    this.controls.setUpTabs();
    this.address = new Address(this);
    await this.address.restore();
    this.root.dataset.ready = "true";
    await film?.open();
    this.timeline.playOnceSeen();
  }

  /** Draws the plane for the first time; from now on it answers. */
  answer() {
    this.makeLayer();
    this.draw();
    this.hero.classList.remove("opening");
    performance.mark("interactive");
  }

  /** The tool in hand. */
  /** @type {Tool} */
  get tool() { return this.tools[this.mode] ?? this.tools.look; }

  // What changes.

  /** Moves the code; a kept one stays when the mouse leaves the plane. */
  /** @type {(code: Float32Array, how?: { keep?: boolean, speak?: boolean }) => void} */
  setCode(code, { keep = true, speak = false } = {}) {
    this.code = code;
    this.isKept = keep;
    if (keep) this.kept = code;
    this.changed("code");
    if (speak) this.speak();
  }

  /** @type {(mode: Mode) => void} */
  setMode(mode) {
    this.mode = mode;
    this.changed("mode");
  }

  /** @type {(labels: Iterable<number>) => void} */
  setHidden(labels) {
    this.hidden = new Set(labels);
    this.changed("hidden");
  }

  /** @type {(areShown: boolean) => void} */
  setCodes(areShown) {
    this.showsCodes = areShown;
    this.changed("codes");
  }

  /** Tells all who listen what was changed, and draws it. */
  /** @type {(what: Change) => void} */
  changed(what) {
    const { model, moment, code, hidden } = this;
    if (["code", "snapshot", "hidden"].includes(what)) {
      this.image = model.nearest(moment, code, hidden);
    }
    for (const listener of this.listeners) listener(what);
    this.redraw();
  }

  // What is drawn.

  redraw() {
    if (this.request) return;
    this.request = requestAnimationFrame(() => {
      this.request = 0;
      this.draw();
    });
  }

  draw() {
    const { model, moment, view, film } = this, isRough = this.frame >= 0 || !moment.network;
    if (isRough) film?.paintCell(/** @type {Canvas2D} */ (this.decodedCanvas.getContext("2d")), this.code);
    else showImage(this.decodedCanvas, moment.network.decode(this.code, this.probabilities));
    document.getElementById("code").textContent = model.words(this.code);
    document.getElementById("code-state").textContent = isRough ? "the nearest cell of the plane"
      : this.isKept ? "kept: click elsewhere to move it" : "click to keep it";
    const { tool } = this, showsImage = this.showsCodes && !isRough && this.image >= 0;
    if (!isRough) tool.update();
    view.draw({
      layer: this.layer, points: this.showsCodes ? this.points : null, labels: model.labels, hidden: this.hidden,
      image: tool.showsImage && showsImage ? this.image : -1,
      ellipse: this.mode === "look" && showsImage && model.isVariational ? {
        mean: model.mean(moment, this.image), logVariance: model.logVariance(moment, this.image),
        colour: model.classColour(model.labels[this.image]),
      } : null,
      code: [model.x(this.code), model.y(this.code)],
      overlay: isRough ? null : view => tool.overlay?.(view), loupe: this.isKept ? null : this.decodedCanvas,
    });
  }

  /** Says in words where the code is, for those who do not see it. */
  speak() {
    const { model, code, image } = this;
    document.getElementById("plane-status").textContent = model.words(code)
      + (image < 0 ? "" : ". The nearest image is " + model.className(model.labels[image]) + ".");
  }
}

(() => {
  const data = document.getElementById("explorer-data");
  if (!data) return;
  const explorer = window.explorer = new Explorer(JSON.parse(data.textContent));
  explorer.start().catch(error => {
    const problem = document.getElementById("explorer-problem");
    problem.textContent = "This browser could not open the network in this page (" + error.message
      + "). All pictures and numbers below are there without it.";
    problem.hidden = false;
    explorer.hero.classList.remove("scripted", "opening");
  });
})();
