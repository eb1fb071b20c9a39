"use strict";
// The tool "Path": two ends, the straight way between them and the geodesic, and a walk along either.
import { between, numeral } from "./latent.js";
import { resampled, shortestPath } from "./geodesic.js";
import { element, Strip, classOptions, animate } from "./views.js";
import { showPlaying } from "./timeline.js";

export class PathTool {
  /** The ways between the ends, as far as they are known. */
  /** @type {Ways<MeasuredWay> | { line: Line, curve: null } | null} */
  paths = null;
  /** Stops a walk under way. */
  /** @type {(() => void) | null} */
  stopWalk = null;
  timer = 0;

  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    this.showsImage = false;
    const { model } = explorer;
    this.selects = [document.getElementById("path-from"), document.getElementById("path-to")];
    const present = model.classes.map((_, label) => label).filter(label => model.typical(explorer.moment, label) >= 0);
    const named = (/** @type {string} */ name) => present.find(label => model.className(label) === name);
    const defaults = [named("8") ?? present[present.length - 1], named("6") ?? present[0]];
    this.selects.forEach((select, end) => {
      classOptions(select, model, [["point", "a point of the plane"]]);
      select.value = "c" + defaults[end];
      select.addEventListener("change", () => this.choose(end, select.value));
    });
    /** @type {{ label: number, point: Point | null }[]} */
    this.ends = this.selects.map(select => ({ label: Number(select.value.slice(1)), point: null }));
    const count = 7;
    this.strips = { line: new Strip(document.getElementById("path-line"), model.imageSide, count, "Straight path"),
      curve: new Strip(document.getElementById("path-curve"), model.imageSide, count, "Geodesic") };
    this.place = document.getElementById("path-at");
    this.which = document.getElementById("path-which");
    this.button = document.getElementById("path-play");
    this.place.addEventListener("input", () => { this.stop(); this.walk(Number(this.place.value) / 1000); });
    this.which.addEventListener("change", () => this.walk(Number(this.place.value) / 1000));
    this.button.addEventListener("click", () => this.stopWalk ? this.stop() : this.play());
    showPlaying(this.button, false, "the path");
    this.job = 0;
    explorer.listeners.push(what => { if (what === "snapshot" || what === "mode") this.reckonSoon(); });
    for (const figure of document.querySelectorAll("figure[data-ends]")) this.offer(figure);
  }

  /** Puts a button at a figure of a path that opens the path here. */
  /** @type {(figure: HTMLElement) => void} */
  offer(figure) {
    /** @type {string[]} */
    const names = JSON.parse(figure.dataset.ends);
    const labels = names.map(name => this.explorer.model.classes.findIndex(one => one.name === name));
    if (labels.includes(-1)) return;
    const button = element("button", { type: "button", className: "walk" }, "Walk this path");
    button.addEventListener("click", () => {
      labels.forEach((label, end) => this.choose(end, "c" + label));
      this.explorer.setMode("path");
      document.getElementById("explore").scrollIntoView();
      this.button.focus({ preventScroll: true });
    });
    figure.querySelector("figcaption").append(" ", button);
  }

  /** @type {(end: number, value: string) => void} */
  choose(end, value) {
    const point = value === "point" ? this.point(end) : null;
    this.ends[end] = { label: point ? -1 : Number(value.slice(1)), point };
    this.selects[end].value = value;
    this.reckonSoon(0);
  }

  /** Puts an end at a point of the plane. */
  /** @type {(end: number, point: Point) => void} */
  put(end, point) {
    this.ends[end] = { label: -1, point };
    this.selects[end].value = "point";
    this.reckonSoon();
  }

  /** Where an end is on the plane: a class by its typical image. */
  /** @type {(end: number) => Point} */
  point(end) {
    const { model, moment } = this.explorer, { label, point } = this.ends[end];
    if (point) return point;
    const typical = model.typical(moment, label);
    if (typical < 0) return [0, 0];
    const mean = model.mean(moment, typical);
    return [model.x(mean), model.y(mean)];
  }

  /** The path of every report where it is the one that is asked for, in either direction; else null. */
  /** @type {() => Ways<MeasuredWay> | null} */
  measured() {
    const { model, moment } = this.explorer, known = model.measuredPath(moment);
    const [from, to] = this.ends.map(({ label }) => label), isBack = known?.from === to && known?.to === from;
    if (!known || !isBack && (known.from !== from || known.to !== to)) return null;
    /** @type {(path: MeasuredWay) => MeasuredWay} */
    const turned = path => isBack ? { ...path, codes: [...path.codes].reverse() } : path;
    return { line: turned(known.line), curve: turned(known.curve) };
  }

  /** Begins anew: at once, or where an end is dragged, once it has come to rest. */
  reckonSoon(delay = 60) {
    clearTimeout(this.timer);
    this.paths = null;
    const job = ++this.job;
    if (this.explorer.mode !== "path") return;
    this.stop();
    this.timer = setTimeout(() => this.reckon(job), delay);
    this.explorer.changed("path");
  }

  /** @type {(job: number) => Promise<void>} */
  async reckon(job) {
    const { model, moment } = this.explorer, [from, to] = [0, 1].map(end => model.codeAt(...this.point(end)));
    /** @type {Ways<MeasuredWay> | null} */
    let paths = this.measured();
    const line = paths?.line ?? { codes: resampled([from, to], 64) }, images = this.images(line);
    if (!paths) {
      this.paths = { line, curve: null };
      this.showStrip("line", images, "");
      this.showStrip("curve", images, "measuring \u2026");
      this.explorer.redraw();
      paths = await shortestPath(model, moment, from, to, () => job === this.job);
    }
    if (!paths) return;
    this.paths = paths;
    this.showStrip("line", images, "length " + numeral(paths.line.length, 2));
    const saved = 1 - Number(paths.curve.length) / (Number(paths.line.length) || 1);
    this.showStrip("curve", paths.curve === paths.line ? images : this.images(paths.curve), "length " + numeral(paths.curve.length, 2)
      + (paths.curve === paths.line ? ", the straight way is the shortest found" : ", " + numeral(100 * saved, 0) + " % less"));
    this.explorer.redraw();
  }

  /** What a path is decoded to at the places that a strip shows. */
  /** @type {(path: Line) => Float32Array[]} */
  images({ codes }) {
    const { network } = this.explorer.moment, { canvases } = this.strips.line;
    return canvases.map((_, i) => network.decode(codes[Math.round(i / (canvases.length - 1) * (codes.length - 1))]));
  }

  /** @type {(name: keyof Ways, images: Float32Array[], words: string) => void} */
  showStrip(name, images, words) {
    this.strips[name].show(images);
    document.getElementById(`path-${name}-length`).textContent = words;
  }

  /** Moves the code to a fraction of the chosen path. */
  /** @type {(fraction: number) => void} */
  walk(fraction) {
    const path = this.which.value === "curve" && this.paths?.curve || this.paths?.line;
    if (!path) return;
    const at = fraction * (path.codes.length - 1), i = Math.min(path.codes.length - 2, Math.floor(at));
    this.place.value = String(Math.round(fraction * 1000));
    this.place.setAttribute("aria-valuetext", Math.round(fraction * 100) + " % of the way");
    for (const name of /** @type {const} */ (["line", "curve"])) {
      this.strips[name].mark(name === this.which.value ? Math.round(fraction * (this.strips[name].canvases.length - 1)) : -1);
    }
    this.explorer.setCode(between(path.codes[i], path.codes[i + 1], at - i));
  }

  play() {
    const start = Number(this.place.value) >= 1000 ? 0 : Number(this.place.value) / 1000;
    this.stopWalk = animate(5000 * (1 - start), t => this.walk(start + (1 - start) * t), () => this.stop());
    showPlaying(this.button, true, "the path");
  }

  stop() {
    this.stopWalk?.();
    this.stopWalk = null;
    showPlaying(this.button, false, "the path");
  }

  update() {}

  /** @type {(view: PlaneView) => void} */
  overlay(view) {
    const ends = [this.point(0), this.point(1)], { model } = this.explorer;
    /** @type {(way: Line) => Point[]} */
    const points = ({ codes }) => codes.map(code => [model.x(code), model.y(code)]);
    view.drawLine(this.paths ? points(this.paths.line) : ends, "#5a5f69", [7, 5]);
    if (this.paths?.curve && this.paths.curve !== this.paths.line) view.drawLine(points(this.paths.curve), "#b34700");
    ends.forEach(([x, y], end) => view.drawBadge(x, y, "AB"[end]));
  }

  /** The end under the pointer, to be dragged; null where there is none. */
  /** @type {(px: number, py: number) => Grip | null} */
  grab(px, py) {
    const { view } = this.explorer;
    const end = [0, 1].find(i => {
      const [x, y] = this.point(i);
      return Math.hypot(view.px(x) - px, view.py(y) - py) < 18;
    });
    return end === undefined ? null : (x, y) => this.put(end, [x, this.explorer.model.vertical === undefined ? 0 : y]);
  }

  /** @type {(key: string) => boolean} */
  key(key) {
    const end = "ab".indexOf(key.toLowerCase());
    if (end < 0 || key.length !== 1) return false;
    const { model, code } = this.explorer;
    this.put(end, [model.x(code), model.y(code)]);
    return true;
  }
}
