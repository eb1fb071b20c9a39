"use strict";
// What lies on the plane: the codes and the layer of a snapshot, or of a frame of the film.
import { Model } from "./model.js";
import { evenScale, priorScale } from "./scales.js";
import { layerMakers, measuredLayer } from "./layers.js";
import { PlaneView } from "./plane.js";
import { animate, isStill } from "./views.js";
import { Film, tintOf } from "./film.js";

export class Scene {
  /** What the explorer has beside the scene. */
  /** @type {Timeline} */
  timeline;
  /** @type {Controls} */
  controls;
  /** The snapshot that was asked for last. */
  /** @type {number | undefined} */
  wanted;
  /** @type {(() => void) | undefined} */
  stopGlide;
  layerTimer = 0;

  /** @param {PageData} data */
  constructor(data) {
    this.model = new Model(data);
    this.view = new PlaneView(document.getElementById("latent-plane"), this.model);
    this.film = Film.of(this.model);
    /** The frame of the film that is on show; -1 at rest. */
    this.frame = -1;
    /** The snapshot that is looked at; before its network is open, its words and numbers only. */
    this.moment = /** @type {Moment} */ ({ ...data.snapshots[data.snapshots.length - 1], index: data.snapshots.length - 1 });
    /** The codes' places, [image, axis]; null before there are any. */
    /** @type {Float32Array | null} */
    this.points = null;
    this.layerName = "decoded";
    /** @type {Layer | null} */
    this.layer = null;
    this.layerJob = 0;
  }

  /** Is told of what changed, to draw it. */
  /** @param {Change} _ */
  changed(_) {}

  redraw() {}

  /** The sample's means on the plane, [image, axis]. */
  /** @type {(moment: Moment) => Float32Array} */
  pointsOf(moment) {
    const points = new Float32Array(2 * this.model.count);
    for (let i = 0; i < this.model.count; i++) {
      const mean = this.model.mean(moment, i);
      points[2 * i] = this.model.x(mean);
      points[2 * i + 1] = this.model.y(mean);
    }
    return points;
  }

  /** Takes a snapshot whose network is open, with its codes. */
  /** @type {(moment: Moment) => void} */
  take(moment) {
    this.moment = moment;
    this.points = this.pointsOf(moment);
  }

  /** Goes to the network of a snapshot, by its place among those in the page, and ends the film. */
  /** @type {(index: number, how?: { glide?: boolean }) => Promise<void>} */
  async setSnapshot(index, { glide = true } = {}) {
    const wanted = this.wanted = Math.min(this.model.snapshots.length - 1, Math.max(0, index));
    const moment = await this.model.open(wanted);
    if (this.wanted !== wanted || moment === this.moment && this.frame < 0) return;
    this.frame = -1;
    this.moment = moment;
    this.movePoints(this.pointsOf(moment), glide ? 320 : 0);
    this.changed("snapshot");
    this.makeLayer();
  }

  /** Shows a frame of the film; the network that answers stays the one before. */
  /** @type {(index: number) => void} */
  showFrame(index) {
    const { film } = this;
    if (!film) return;
    this.frame = index;
    this.layerJob++;
    this.layer = film.frame(index);
    this.movePoints(film.points[index], film.delay(index) * 0.8);
    this.changed("frame");
  }

  /** Moves the codes to other places, in so many milliseconds where motion is wanted. */
  /** @type {(after: Float32Array, milliseconds: number) => void} */
  movePoints(after, milliseconds) {
    const before = this.points;
    this.stopGlide?.();
    this.points = after;
    if (!before || !milliseconds || isStill()) return;
    this.stopGlide = animate(milliseconds, t => {
      const eased = t * t * (3 - 2 * t);
      this.points = after.map((value, i) => before[i] + (value - before[i]) * eased);
      this.redraw();
    });
  }

  /** Chooses what lies under the codes. */
  /** @type {(name: string) => void} */
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
    else if (this.model.vertical !== undefined) this.view.setScale(evenScale, { left, right, bottom, top });
    else {
      const up = (right - left) / 2 * this.view.height / this.view.size;
      this.view.setScale(evenScale, { left, right, bottom: -up, top: up });
    }
  }

  /** Makes the chosen layer: at rest on the whole plane from the film, else measured beforehand or painted here. */
  makeLayer() {
    const { model, moment, view, film } = this, job = ++this.layerJob, isCurrent = () => job === this.layerJob;
    const measured = model.layers.find(layer => layer.name === this.layerName), maker = layerMakers[this.layerName];
    const window = { ...view.window, scale: view.scale };
    const painted = () => { this.controls.showKey(this.layer); this.redraw(); };
    const before = this.layer?.moment === moment && this.layer.hasImages ? this.layer : null;
    this.layer = measured ? measuredLayer(measured) : null;
    if (film && !view.scale.isEven && view.isHome) {
      if (film.isOpen) this.layer = film.frame(film.index(moment));
      else if (moment.index === model.snapshots.length - 1) this.layer = film.lastFrame(this.points);
    }
    if (maker && !this.layer && moment.network) {
      this.layer = maker(model, moment, window, view.cells, painted, isCurrent);
      if (this.layerName === "decoded") {
        this.layer.tint = tintOf(model, this.pointsOf(moment), window, view.cells);
        if (before?.window.scale === window.scale) this.layer.lieOver(before);
      }
    }
    if (this.layer) this.layer.moment = moment;
    const isOfAnother = measured && measured.step !== moment.step;
    this.controls.showKey(this.layer, isOfAnother ? "Measured at step " + measured.step + "." : "");
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
