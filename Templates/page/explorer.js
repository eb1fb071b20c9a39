"use strict";
// Joins plane, tools and time machine: holds what is looked at, and draws it again when it changes.

class Explorer {
  constructor(data) {
    this.model = new Model(data);
    this.root = document.getElementById("explorer");
    this.view = new PlaneView(document.getElementById("latent-plane"), this.model);
    this.hidden = new Set();
    this.layerName = "none";
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

  async start() {
    const last = this.model.snapshots.length - 1;
    const [moment] = await Promise.all([this.model.open(last), this.model.openImages()]);
    this.moment = moment;
    this.points = this.pointsOf(moment);
    this.tools = { look: new LookTool(this), path: new PathTool(this), edit: new EditTool(this), draw: new DrawTool(this) };
    this.timeline = new Timeline(this);
    this.setUpPlane();
    this.setUpChoices();
    this.setUpTabs();
    this.root.hidden = false;
    this.root.classList.toggle("line", this.model.vertical === undefined);
    new ResizeObserver(() => this.resize()).observe(this.view.canvas.closest(".plane-box"));
    this.resize();
    // A typical image of the first class is a better beginning than the middle, where nothing need be.
    const label = this.model.classes.findIndex((_, label) => this.model.typical(moment, label) >= 0);
    if (label >= 0) this.code = Float32Array.from(this.model.mean(moment, this.model.typical(moment, label)));
    this.setCode(this.code);
    this.address = new Address(this);
    await this.address.restore();
    this.changed();
    this.root.dataset.ready = "true";
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
    this.image = this.model.nearest(this.moment, code, this.hidden);
    this.changed("code");
    if (speak) this.speak();
  }

  async setSnapshot(index, { glide = true } = {}) {
    const wanted = this.wanted = Math.min(this.model.snapshots.length - 1, Math.max(0, index));
    const moment = await this.model.open(wanted);
    if (this.wanted !== wanted || moment === this.moment) return;
    const before = this.points, after = this.pointsOf(moment);
    this.moment = moment;
    this.image = this.model.nearest(moment, this.code, this.hidden);
    this.stopGlide?.();
    if (glide && !isStill()) {
      this.stopGlide = animate(320, t => {
        const eased = t * t * (3 - 2 * t);
        this.points = after.map((value, i) => before[i] + (value - before[i]) * eased);
        this.redraw();
      });
    } else {
      this.points = after;
    }
    this.changed("snapshot");
    this.makeLayer();
  }

  setMode(mode) {
    this.mode = mode;
    for (const tab of this.root.querySelectorAll("[role=tab]")) {
      const isThis = tab.id === "tab-" + mode;
      tab.setAttribute("aria-selected", isThis);
      tab.tabIndex = isThis ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !isThis;
    }
    this.changed("mode");
  }

  setLayer(name) {
    this.layerName = name;
    document.getElementById("layer").value = name;
    this.makeLayer();
    this.changed("layer");
  }

  setHidden(labels) {
    this.hidden = new Set(labels);
    for (const button of document.querySelectorAll("#legend button[data-label]")) {
      button.setAttribute("aria-pressed", !this.hidden.has(Number(button.dataset.label)));
    }
    this.image = this.model.nearest(this.moment, this.code, this.hidden);
    this.changed("hidden");
  }

  changed(what) {
    for (const listener of this.listeners) listener(what);
    this.redraw();
  }

  // What is drawn.

  redraw() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  draw() {
    const { model, moment, tools } = this;
    moment.network.decode(this.code, this.probabilities);
    showInk(this.decodedCanvas, this.probabilities);
    document.getElementById("code").textContent = model.words(this.code);
    document.getElementById("code-state").textContent = this.isKept ? "kept: click elsewhere to move it" : "click to keep it";
    const tool = tools[this.mode];
    tool.update();
    const isLook = this.mode === "look" && this.image >= 0;
    this.view.draw({
      layer: this.layer, points: this.points, labels: model.labels, hidden: this.hidden, image: tool.showsImage ? this.image : -1,
      ellipse: isLook && model.isVariational ? {
        mean: model.mean(moment, this.image), logVariance: model.logVariance(moment, this.image),
        colour: model.classColour(model.labels[this.image]),
      } : null,
      code: [model.x(this.code), model.y(this.code)], overlay: tool.overlay ? view => tool.overlay(view) : null,
    });
  }

  /** Says in words where the code is, for those who do not see it. */
  speak() {
    const nearest = this.image < 0 ? "" : ". The nearest image is " + this.model.className(this.model.labels[this.image]) + ".";
    document.getElementById("plane-status").textContent = this.model.words(this.code) + nearest;
  }

  makeLayer() {
    const job = ++this.layerJob, isCurrent = () => job === this.layerJob;
    const measured = this.model.layers.find(layer => layer.name === this.layerName);
    const maker = layerMakers[this.layerName];
    this.layer = measured ? measuredLayer(measured)
      : maker ? maker(this.model, this.moment, { ...this.view.window }, this.view.cells, () => { this.showKey(); this.redraw(); }, isCurrent) : null;
    this.showKey(measured && measured.step !== this.moment.step ? "Measured at step " + measured.step + "." : "");
    this.redraw();
  }

  showKey(note = "") {
    const key = document.getElementById("layer-key"), legend = this.layer?.legend;
    key.replaceChildren();
    if (legend?.entries) {
      key.append(...legend.entries.map(({ label, colour }) => {
        const swatch = element("i");
        swatch.style.background = colour;
        return element("span", { className: "entry" }, swatch, label);
      }));
    } else if (legend) {
      const ramp = element("i", { className: "ramp" });
      ramp.style.background = "linear-gradient(to right, " + legend.colours.join(", ") + ")";
      key.append(element("span", {}, legend.low), ramp, element("span", {}, legend.high));
    }
    if (note) key.append(element("span", { className: "note" }, note));
  }

  // What listens.

  setUpPlane() {
    const { view, model } = this, moved = () => { this.redraw(); this.layerSoon(); this.changed("window"); };
    listenToPlane(view, {
      point: (x, y) => this.setCode(model.codeAt(x, y), { keep: false }),
      pin: (x, y) => { this.setCode(model.codeAt(x, y)); this.tools[this.mode].pinned?.(); },
      leave: () => { if (!this.isKept) this.setCode(this.kept); },
      moved,
      grab: (px, py) => this.tools[this.mode].grab?.(px, py) ?? null,
      key: (key, isFar) => this.key(key, isFar, moved),
    });
    for (const button of this.root.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => this.zoom(button.dataset.zoom, moved));
    }
    const draw = normalDraws(20);
    document.getElementById("draw-prior").addEventListener("click", () => {
      this.setCode(Float32Array.from(this.code, () => draw()), { speak: true });
    });
  }

  zoom(amount, moved) {
    const { view } = this;
    if (amount === "home") view.window = { ...view.home };
    else view.zoom(Number(amount), this.isKept ? this.model.x(this.code) : view.x(view.size / 2), this.isKept ? this.model.y(this.code) : view.y(view.size / 2));
    moved();
  }

  /** Answers to a key on the plane; false where it means nothing. */
  key(key, isFar, moved) {
    const { model } = this, step = this.view.span / 60 * (isFar ? 5 : 1);
    const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
    if (arrow) {
      const code = Float32Array.from(this.code);
      code[model.horizontal] += arrow[0] * step;
      if (model.vertical !== undefined) code[model.vertical] += arrow[1] * step;
      this.setCode(code, { speak: true });
    } else if (key === "+" || key === "=" || key === "-") this.zoom(key === "-" ? 1.43 : 0.7, moved);
    else if (key === "0") this.zoom("home", moved);
    else if (key === "[" || key === "]") this.setSnapshot((this.wanted ?? this.moment.index) + (key === "[" ? -1 : 1));
    else if ((key === "n" || key === "N") && this.image >= 0) this.setCode(Float32Array.from(model.mean(this.moment, this.image)), { speak: true });
    else return this.tools[this.mode].key?.(key) ?? false;
    return true;
  }

  /** Makes the layer again once the plane has come to rest. */
  layerSoon() {
    clearTimeout(this.layerTimer);
    if (layerMakers[this.layerName]) this.layerTimer = setTimeout(() => this.makeLayer(), 180);
  }

  resize() {
    const box = this.view.canvas.closest(".plane-box");
    if (this.view.fit(Math.min(box.clientWidth, innerHeight * 0.86))) {
      this.layerSoon();
      this.redraw();
    }
  }

  setUpChoices() {
    const { model } = this, legend = document.getElementById("legend");
    const all = element("button", { type: "button", className: "all" }, "All");
    all.addEventListener("click", () => this.setHidden(this.hidden.size ? [] : model.classes.map((_, label) => label)));
    legend.append(...model.classes.map((one, label) => {
      const swatch = element("i");
      swatch.style.setProperty("--colour", one.colour);
      swatch.style.setProperty("--mark", one.outline);
      const button = element("button", { type: "button" }, swatch, one.name);
      button.dataset.label = label;
      button.setAttribute("aria-pressed", "true");
      button.addEventListener("click", () => {
        const hidden = new Set(this.hidden);
        if (!hidden.delete(label)) hidden.add(label);
        this.setHidden(hidden);
      });
      return button;
    }), all);
    const layer = document.getElementById("layer");
    layer.append(new Option("nothing", "none"), new Option("what the decoder draws", "decoded"));
    if (likelihoodKinds[model.likelihood].hasEntropy) layer.append(new Option("where the decoder is in doubt", "uncertainty"));
    layer.append(new Option("where the picture changes fast", "magnification"));
    if (model.isVariational) layer.append(new Option("posteriors against the prior", "density"));
    layer.append(...model.layers.map(one => new Option(one.title, one.name)));
    layer.addEventListener("change", () => this.setLayer(layer.value));
  }

  setUpTabs() {
    const tabs = [...this.root.querySelectorAll("[role=tab]")];
    tabs.forEach((tab, i) => {
      tab.addEventListener("click", () => this.setMode(tab.id.slice(4)));
      tab.addEventListener("keydown", event => {
        const step = { ArrowLeft: -1, ArrowRight: 1, Home: -i, End: tabs.length - 1 - i }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        const next = tabs[(i + step + tabs.length) % tabs.length];
        next.focus();
        next.click();
      });
    });
  }
}

(() => {
  const data = document.getElementById("explorer-data");
  if (!data) return;
  const explorer = window.explorer = new Explorer(JSON.parse(data.textContent));
  explorer.start().catch(error => {
    const problem = document.getElementById("explorer-problem");
    problem.textContent = "This browser could not open the network in this page (" + error.message + "). All pictures and numbers below are there without it.";
    problem.hidden = false;
  });
})();
