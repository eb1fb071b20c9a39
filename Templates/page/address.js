"use strict";
// The view in the address: after the # stand code, snapshot, tool, layer, codes, classes, window and path, so that a view
// can be kept and sent.
import { windowSides } from "./window.js";

export class Address {
  /** @type {string | undefined} */
  initial;
  /** @type {string | undefined} */
  written;

  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    this.isRestoring = false;
    this.timer = 0;
    explorer.listeners.push(() => this.writeSoon());
    addEventListener("hashchange", () => { if (location.hash !== this.written) this.restore(); });
  }

  writeSoon() {
    if (this.isRestoring || this.timer) return;
    this.timer = setTimeout(() => { this.timer = 0; this.write(); }, 250);
  }

  /** The view as it stands in the address. */
  text() {
    const { explorer } = this, { model, view, tools } = explorer;
    const number = (/** @type {number} */ value) => String(Math.round(value * 1000) / 1000);
    const parts = new URLSearchParams();
    parts.set("z", Array.from(explorer.kept, number).join(","));
    if (explorer.moment.index < model.snapshots.length - 1) parts.set("step", String(explorer.moment.step));
    if (explorer.mode !== "look") parts.set("tool", explorer.mode);
    if (explorer.layerName !== "decoded") parts.set("layer", explorer.layerName);
    if (!explorer.showsCodes) parts.set("codes", "off");
    if (explorer.hidden.size) parts.set("without", [...explorer.hidden].sort((a, b) => a - b).join(","));
    if (!view.isHome) parts.set("window", windowSides.map(side => number(view.window[side])).join(","));
    if (explorer.mode === "path") {
      parts.set("path", tools.path.ends.map(({ label, point }) => point ? point.map(number).join(",") : "c" + label).join(";"));
      parts.set("way", tools.path.which.value);
    }
    if (explorer.mode === "edit") parts.set("change", [tools.edit.image, ...tools.edit.labels, number(Number(tools.edit.slider.value))].join(","));
    return "#" + parts.toString().replaceAll("%2C", ",").replaceAll("%3B", ";");
  }

  write() {
    const text = this.text();
    // An untouched page keeps its plain address, and a link to a chapter stays one.
    if (text === this.initial && !location.hash || text === location.hash) return;
    this.written = text;
    try { history.replaceState(history.state, "", text); } catch { /* the address stays as it is */ }
  }

  async restore() {
    const parts = new URLSearchParams(location.hash.slice(1));
    this.initial ??= this.text();
    if (!location.hash.includes("=")) return;
    const { explorer } = this, { model, view, tools } = explorer;
    const numbers = (/** @type {string} */ name) => (parts.get(name) ?? "").split(",").map(Number).filter(Number.isFinite);
    this.isRestoring = true;
    const last = model.snapshots.length - 1, step = parts.has("step") ? Number(parts.get("step")) : NaN;
    const away = (/** @type {number} */ i) => Math.abs(model.snapshots[i].step - step);
    // A report that was made anew may hold other snapshots: the nearest one will do.
    await explorer.setSnapshot(step >= 0 ? model.snapshots.reduce((best, _, i) => away(i) < away(best) ? i : best, last) : last, { glide: false });
    explorer.setHidden(parts.has("without") ? numbers("without").filter(label => model.classes[label]) : []);
    const code = numbers("z");
    if (code.length === model.latentDim) explorer.setCode(Float32Array.from(code));
    explorer.setCodes(parts.get("codes") !== "off");
    const layer = parts.get("layer") ?? "";
    explorer.setLayer([...document.getElementById("layer").options].some(option => option.value === layer) ? layer : "decoded");
    const edges = numbers("window");
    if (edges.length === 4 && edges[1] - edges[0] > 1e-3 && edges[3] - edges[2] > 1e-3) {
      [view.window.left, view.window.right, view.window.bottom, view.window.top] = edges;
    } else view.window = { ...view.home };
    explorer.moved();
    const isClass = (/** @type {number} */ label) => model.classes[label] !== undefined;
    (parts.get("path") ?? "").split(";").slice(0, 2).forEach((text, end) => {
      const point = text.split(",").map(Number);
      if (/^c\d+$/.test(text) && isClass(Number(text.slice(1)))) tools.path.choose(end, text);
      else if (point.length === 2 && point.every(Number.isFinite)) tools.path.put(end, [point[0], point[1]]);
    });
    const way = parts.get("way") ?? "", tool = parts.get("tool") ?? "";
    if (["line", "curve"].includes(way)) tools.path.which.value = way;
    const [image, from, to, amount] = numbers("change");
    if (amount !== undefined && isClass(from) && isClass(to) && image >= 0 && image < model.labels.length) {
      tools.edit.image = image;
      tools.edit.selects[0].value = "c" + from;
      tools.edit.selects[1].value = "c" + to;
      tools.edit.slider.value = String(amount);
    }
    explorer.setMode(Object.hasOwn(tools, tool) ? /** @type {Mode} */ (tool) : "look");
    this.written = location.hash;
    this.isRestoring = false;
  }
}
