"use strict";
// Joins plane, tools and time machine: holds what is looked at, and draws it again when it changes.

class Explorer {
  constructor(data) {
    this.model = new Model(data);
    this.root = document.getElementById("explorer");
    this.root.parentElement.classList.add("scripted");
    this.view = new PlaneView(document.getElementById("latent-plane"), this.model);
    this.film = Film.of(this.model);
    /** The frame of the film that is on show; -1 at rest. */
    this.frame = -1;
    /** The snapshot that is looked at; before its network is open, its words and numbers only. */
    this.moment = { ...this.model.snapshots[data.snapshots.length - 1], index: data.snapshots.length - 1 };
    this.points = null;
    this.hidden = new Set();
    this.showsCodes = true;
    this.layerName = "decoded";
    this.layer = null;
    this.layerJob = 0;
    this.code = this.model.codeAt(0, 0);
    this.kept = this.code;
    this.isKept = true;
    this.image = -1;
    this.mode = "look";
    this.listeners = [];
    this.probabilities = new Float32Array(data.imageSide ** 2);
    this.decodedCanvas = document.getElementById("decoded");
    this.decodedCanvas.width = this.decodedCanvas.height = data.imageSide;
  }

  /**
   * Shows the plane and lets it answer, at first by the cells of the still; then opens the last network, and once all of
   * the page is there, the tools, the view that its address asks for, and the film.
   */
  async start() {
    const { model, film, view, code } = this;
    await film?.still.decode();
    view.fit();
    this.setScale();
    this.tools = { look: new LookTool(this) };
    this.timeline = new Timeline(this);
    this.controls = new Controls(this);
    if (film) this.answer();
    const [moment] = await Promise.all([model.open(this.moment.index), model.openImages()]);
    this.moment = moment;
    this.points = this.pointsOf(moment);
    // A typical image of the first class is a better beginning than the middle, where nothing need be.
    const label = model.classes.findIndex((_, label) => model.typical(moment, label) >= 0);
    if (label >= 0 && this.code === code) this.setCode(Float32Array.from(model.mean(moment, model.typical(moment, label))));
    if (!film) this.answer(); else this.makeLayer();
    new ResizeObserver(() => this.resize()).observe(view.canvas.parentElement);
    await new Promise(whenWhole);
    Object.assign(this.tools, { path: new PathTool(this), edit: new EditTool(this), draw: new DrawTool(this) });
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
    performance.mark("interactive");
  }

  /** The sample's means on the plane, [image, axis]. */
  pointsOf(moment) {
    const points = new Float32Array(2 * this.model.count);
    for (let i = 0; i < this.model.count; i++) {
      const mean = this.model.mean(moment, i);
      points[2 * i] = this.model.x(mean);
      points[2 * i + 1] = this.model.y(mean);
    }
    return points;
  }

  // What changes.

  /** Moves the code; a kept one stays when the mouse leaves the plane. */
  setCode(code, { keep = true, speak = false } = {}) {
    this.code = code;
    this.isKept = keep;
    if (keep) this.kept = code;
    this.image = this.model.nearest(this.moment, this.model.x(code), this.model.y(code), this.hidden);
    this.changed("code");
    if (speak) this.speak();
  }

  async setSnapshot(index, { glide = true } = {}) {
    const wanted = this.wanted = Math.min(this.model.snapshots.length - 1, Math.max(0, index));
    const moment = await this.model.open(wanted);
    if (this.wanted !== wanted || moment === this.moment && this.frame < 0) return;
    this.frame = -1;
    this.moment = moment;
    this.image = this.model.nearest(moment, this.model.x(this.code), this.model.y(this.code), this.hidden);
    this.movePoints(this.pointsOf(moment), glide ? 320 : 0);
    this.changed("snapshot");
    this.makeLayer();
  }

  /** Shows a frame of the film; the network that answers stays the one before. */
  showFrame(index) {
    this.frame = index;
    this.layerJob++;
    this.layer = this.film.frame(index);
    this.movePoints(this.film.points[index], this.film.delay(index) * 0.8);
    this.changed("frame");
  }

  /** Moves the codes to other places, in so many milliseconds where motion is wanted. */
  movePoints(after, milliseconds) {
    const before = this.points;
    this.stopGlide?.();
    this.points = after;
    if (!milliseconds || isStill()) return;
    this.stopGlide = animate(milliseconds, t => {
      const eased = t * t * (3 - 2 * t);
      this.points = after.map((value, i) => before[i] + (value - before[i]) * eased);
      this.redraw();
    });
  }

  setMode(mode) {
    this.mode = mode;
    this.changed("mode");
  }

  setLayer(name) {
    this.timeline.rest();
    this.layerName = name;
    this.setScale();
    this.makeLayer();
    this.changed("layer");
  }

  /** Lays the decoded plane out by the prior, as the film is, and all others evenly. */
  setScale() {
    const [left, right, bottom, top] = this.model.window;
    if (this.film && this.layerName === "decoded") this.view.setScale(priorScale, this.film.home);
    else this.view.setScale(evenScale, { left, right, bottom, top });
  }

  setHidden(labels) {
    this.hidden = new Set(labels);
    this.image = this.model.nearest(this.moment, this.model.x(this.code), this.model.y(this.code), this.hidden);
    this.changed("hidden");
  }

  setCodes(areShown) {
    this.showsCodes = areShown;
    this.changed("codes");
  }

  changed(what) {
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
    if (isRough) film.paintCell(this.decodedCanvas.getContext("2d"), this.code);
    else showInk(this.decodedCanvas, moment.network.decode(this.code, this.probabilities));
    document.getElementById("code").textContent = model.words(this.code);
    document.getElementById("code-state").textContent = isRough ? "the nearest cell of the plane"
      : this.isKept ? "kept: click elsewhere to move it" : "click to keep it";
    const tool = this.tools[this.mode], showsImage = this.showsCodes && !isRough && this.image >= 0;
    if (!isRough) tool.update();
    view.draw({
      layer: this.layer, points: this.showsCodes ? this.points : null, labels: model.labels, hidden: this.hidden,
      image: tool.showsImage && showsImage ? this.image : -1,
      ellipse: this.mode === "look" && showsImage && model.isVariational ? {
        mean: model.mean(moment, this.image), logVariance: model.logVariance(moment, this.image),
        colour: model.classColour(model.labels[this.image]),
      } : null,
      code: [model.x(this.code), model.y(this.code)], overlay: tool.overlay && !isRough ? view => tool.overlay(view) : null,
      loupe: this.isKept ? null : this.decodedCanvas,
    });
  }

  /** Says in words where the code is, for those who do not see it. */
  speak() {
    const nearest = this.image < 0 ? "" : ". The nearest image is " + this.model.className(this.model.labels[this.image]) + ".";
    document.getElementById("plane-status").textContent = this.model.words(this.code) + nearest;
  }

  makeLayer() {
    const { model, moment, view, film } = this, job = ++this.layerJob, isCurrent = () => job === this.layerJob;
    const measured = model.layers.find(layer => layer.name === this.layerName), maker = layerMakers[this.layerName];
    const window = { ...view.window, scale: view.scale }, painted = () => { this.controls.showKey(this.layer); this.redraw(); };
    this.layer = measured ? measuredLayer(measured) : null;
    if (!view.scale.isEven && view.isHome) {
      if (film.isOpen) this.layer = film.frame(film.index(moment));
      else if (moment.index === model.snapshots.length - 1) this.layer = film.lastFrame(this.points);
    }
    if (maker && !this.layer && moment.network) {
      this.layer = maker(model, moment, window, view.cells, painted, isCurrent);
      if (this.layerName === "decoded") this.layer.tint = tintOf(model, this.pointsOf(moment), window, view.cells);
    }
    this.controls.showKey(this.layer, measured && measured.step !== moment.step ? "Measured at step " + measured.step + "." : "");
    this.redraw();
  }

  /** Draws the plane after its window was moved, and makes the layer again once it has come to rest. */
  moved() {
    this.changed("window");
    clearTimeout(this.layerTimer);
    if (layerMakers[this.layerName]) this.layerTimer = setTimeout(() => this.makeLayer(), 180);
  }

  resize() {
    if (this.view.fit()) this.moved();
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
    explorer.root.parentElement.classList.remove("scripted");
  });
})();
