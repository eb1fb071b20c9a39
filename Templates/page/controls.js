"use strict";
// The explorer's controls: mouse and keys on the plane, zoom, classes, codes, layers, tabs.
import { likelihoodKinds } from "./likelihood.js";
import { normalDraws } from "./latent.js";
import { element } from "./views.js";
import { listenToPlane } from "./pointing.js";

export class Controls {
  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    this.setUpPlane();
    this.setUpLegend();
    this.setUpLayers();
    explorer.listeners.push(what => { if (what !== "code") this.show(); });
  }

  /** Shows what is chosen. */
  show() {
    const { explorer } = this;
    for (const button of document.querySelectorAll("#legend button[data-label]")) {
      button.setAttribute("aria-pressed", !explorer.hidden.has(Number(button.dataset.label)));
    }
    document.getElementById("codes").setAttribute("aria-pressed", explorer.showsCodes);
    document.getElementById("layer").value = explorer.layerName;
    for (const tab of explorer.root.querySelectorAll("[role=tab]")) {
      const isThis = tab.id === "tab-" + explorer.mode;
      tab.setAttribute("aria-selected", isThis);
      tab.tabIndex = isThis ? 0 : -1;
      const panel = document.getElementById(String(tab.getAttribute("aria-controls")));
      if (panel) panel.hidden = !isThis;
    }
  }

  setUpPlane() {
    const { explorer } = this, { view, model, timeline } = explorer, tool = () => explorer.tool;
    listenToPlane(view, {
      point: (x, y) => { timeline.rest(); explorer.setCode(model.codeAt(x, y), { keep: false }); },
      pin: (x, y) => { explorer.setCode(model.codeAt(x, y)); tool().pinned?.(); },
      leave: () => { if (!explorer.isKept) explorer.setCode(explorer.kept); },
      moved: () => explorer.moved(),
      grab: (px, py) => tool().grab?.(px, py) ?? null,
      key: (key, isFar) => this.key(key, isFar),
    });
    for (const button of explorer.root.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => this.zoom(button.dataset.zoom));
    }
    const draw = normalDraws(20);
    document.getElementById("draw-prior").addEventListener("click", () => {
      timeline.rest();
      explorer.setCode(Float32Array.from(explorer.code, () => draw()), { speak: true });
    });
  }

  /** @type {(amount: number | string) => void} */
  zoom(amount) {
    const { view, model, isKept, code, timeline } = this.explorer;
    timeline.rest();
    if (amount === "home") view.window = { ...view.home };
    else if (isKept) view.zoom(Number(amount), model.x(code), model.y(code));
    else view.zoom(Number(amount), view.x(view.size / 2), view.y(view.size / 2));
    this.explorer.moved();
  }

  /** Answers to a key on the plane; false where it means nothing. */
  /** @type {(key: string, isFar: boolean) => boolean} */
  key(key, isFar) {
    const { explorer } = this, { model, view, timeline } = explorer, step = view.span / 60 * (isFar ? 5 : 1);
    const arrow = new Map([["ArrowLeft", [-1, 0]], ["ArrowRight", [1, 0]], ["ArrowUp", [0, 1]], ["ArrowDown", [0, -1]]]).get(key);
    if (arrow) {
      const code = Float32Array.from(explorer.code);
      model.axes.forEach((d, axis) => {
        if (arrow[axis]) code[d] = view.scale.value(view.scale.place(code[d]) + arrow[axis] * step);
      });
      timeline.rest();
      explorer.setCode(code, { speak: true });
    } else if (key === "+" || key === "=" || key === "-") this.zoom(key === "-" ? 1.43 : 0.7);
    else if (key === "0") this.zoom("home");
    else if (key === "[" || key === "]") timeline.step(key === "[" ? -1 : 1);
    else if ((key === "n" || key === "N") && explorer.image >= 0) {
      explorer.setCode(Float32Array.from(model.mean(explorer.moment, explorer.image)), { speak: true });
    } else return explorer.tool.key?.(key) ?? false;
    return true;
  }

  setUpLegend() {
    const { explorer } = this, { model } = explorer, legend = document.getElementById("legend");
    const all = element("button", { type: "button", className: "all" }, "All");
    all.addEventListener("click", () => {
      explorer.setHidden(explorer.hidden.size ? [] : model.classes.map((_, label) => label));
    });
    legend.append(...model.classes.map((one, label) => {
      const swatch = element("i");
      swatch.style.setProperty("--colour", one.colour);
      swatch.style.setProperty("--mark", one.outline);
      const button = element("button", { type: "button" }, swatch, one.name);
      button.dataset.label = String(label);
      button.setAttribute("aria-pressed", "true");
      button.addEventListener("click", () => {
        const hidden = new Set(explorer.hidden);
        if (!hidden.delete(label)) hidden.add(label);
        explorer.setHidden(hidden);
      });
      return button;
    }), all);
    document.getElementById("codes").addEventListener("click", () => explorer.setCodes(!explorer.showsCodes));
  }

  setUpLayers() {
    const { explorer } = this, { model } = explorer, layer = document.getElementById("layer");
    layer.append(new Option("what the decoder draws", "decoded"), new Option("nothing", "none"));
    if (likelihoodKinds[model.likelihood].hasEntropy) {
      layer.append(new Option("where the decoder is in doubt", "uncertainty"));
    }
    layer.append(new Option("where the picture changes fast", "magnification"));
    if (model.isVariational) layer.append(new Option("posteriors against the prior", "density"));
    layer.append(...model.layers.map(one => new Option(one.title, one.name)));
    layer.addEventListener("change", () => explorer.setLayer(layer.value));
  }

  /** Shows what a layer's colours mean. */
  /** @type {(layer: Layer | null, note?: string) => void} */
  showKey(layer, note = "") {
    const key = document.getElementById("layer-key"), legend = layer?.legend;
    key.replaceChildren();
    if (layer?.tint) key.append("The ink has the colour of most test images near by; where there are none, it is black.");
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

  /** Makes the tabs answer, once there are the tools for them. */
  setUpTabs() {
    const tabs = [...this.explorer.root.querySelectorAll("[role=tab]")];
    tabs.forEach((tab, i) => {
      tab.addEventListener("click", () => this.explorer.setMode(/** @type {Mode} */ (tab.id.slice(4))));
      tab.addEventListener("keydown", event => {
        const step = new Map([["ArrowLeft", -1], ["ArrowRight", 1], ["Home", -i], ["End", tabs.length - 1 - i]]).get(event.key);
        if (step === undefined) return;
        event.preventDefault();
        const next = tabs[(i + step + tabs.length) % tabs.length];
        next.focus();
        next.click();
      });
    });
  }
}
