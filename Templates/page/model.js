"use strict";
// The trained model as the page holds it: networks of some snapshots, and a sample of encoded test images.
import { openArchive } from "./archive.js";
import { Network } from "./network.js";
import { divergence, distance, numeral } from "./latent.js";
import { MetricField } from "./metric-field.js";
import { resampled } from "./geodesic.js";

/** Images of numbers from 0 to 1 [image, number] that were stored as bytes, or as bits. */
/** @type {(stored: StoredArray<Uint8Array>, size: number) => Float32Array} */
function unpackedPixels({ values, shape: [count, bytes] }, size) {
  const bit = (/** @type {number} */ image, /** @type {number} */ i) => values[image * bytes + (i >> 3)] >> 7 - (i & 7) & 1;
  return Float32Array.from({ length: count * size }, bytes === size
    ? (_, i) => values[i] / 255 : (_, i) => bit(Math.floor(i / size), i % size));
}

export class Model {
  /** @param {PageData} data */
  constructor(data) {
    this.isVariational = data.isVariational;
    this.latentDim = data.latentDim;
    this.imageSide = data.imageSide;
    this.channels = data.channels;
    this.likelihood = data.likelihood;
    this.encoder = data.encoder;
    this.decoder = data.decoder;
    this.noun = data.noun;
    this.horizontal = data.horizontal;
    this.vertical = data.vertical;
    this.origin = data.origin;
    this.dimensions = data.dimensions ?? [];
    this.window = data.window;
    this.classes = data.classes;
    this.snapshots = data.snapshots;
    this.layers = data.layers;
    this.exemplars = data.exemplars;
    this.ramps = data.ramps;
    /** @type {Landmarks | undefined} */
    this.landmarks = data.landmarks;
    this.hasFilm = data.hasFilm;
    /** @type {(Promise<Moment> | null)[]} */
    this.moments = data.snapshots.map(() => null);
    /** @type {Map<Moment, MetricField>} */
    this.metrics = new Map();
    /** How many images the sample has; none before it is open. */
    this.count = 0;
    this.pixels = new Float32Array(0);
    this.labels = new Uint8Array(0);
    /** @type {number[]} */
    this.typicalLabels = [];
  }

  /**
   * Opens the sample, its images [image, row, column, channel] and classes, and behind it the images that stand for classes: those are
   * no part of its `count`.
   */
  async openImages() {
    const [{ images, labels }, measured] = await Promise.all([openArchive("archive-images"),
      this.landmarks ? openArchive("archive-landmarks") : null]);
    const sets = measured ? [images, measured.images] : [images], size = this.imageSize;
    this.count = images.shape[0];
    this.pixels = new Float32Array(sets.reduce((sum, { shape }) => sum + shape[0], 0) * size);
    this.pixels.set(unpackedPixels(images, size));
    this.labels = labels.values;
    this.typicalLabels = [];
    if (!measured) return;
    this.pixels.set(unpackedPixels(measured.images, size), this.count * size);
    this.typicalLabels = [...measured.labels.values];
    this.labels = Uint8Array.from([...labels.values, ...this.typicalLabels]);
    const { landmarks, latentDim } = this, { geodesic, metric } = measured;
    if (landmarks && geodesic) {
      const code = (/** @type {unknown} */ _, /** @type {number} */ i) => geodesic.values.subarray(i * latentDim, (i + 1) * latentDim);
      landmarks.codes = Array.from({ length: geodesic.shape[0] }, code);
    }
    if (landmarks?.window && metric) {
      const [left, right, bottom, top] = landmarks.window, [rows, columns] = metric.shape;
      landmarks.metric = new MetricField({ left, right, bottom, top }, rows, columns, metric.values);
    }
  }

  /** The metric over the plane at a moment: as it was measured, or else by decoding. Null once not current. */
  /** @type {(moment: Moment, isCurrent: () => boolean) => Promise<MetricField | null>} */
  async metric(moment, isCurrent) {
    if (moment.step === this.landmarks?.step && this.landmarks.metric) return this.landmarks.metric;
    if (!this.metrics.has(moment)) {
      const [left, right, bottom, top] = this.window;
      const field = await MetricField.decoded(this, moment, { left, right, bottom, top }, isCurrent);
      if (field) this.metrics.set(moment, field);
    }
    return this.metrics.get(moment) ?? null;
  }

  /** The path of every report as its figure shows it, { from, to, line, curve }; null at other moments than the last. */
  /** @type {(moment: NamedMoment) => (Ways<MeasuredWay> & { from: number, to: number }) | null} */
  measuredPath(moment) {
    const known = moment.step === this.landmarks?.step ? this.landmarks : null, { path, codes } = known ?? {};
    if (!path || !codes) return null;
    const { ends, straight, geodesic } = path;
    return { from: ends[0], to: ends[1], curve: { codes, length: geodesic },
      line: { codes: resampled([codes[0], codes[codes.length - 1]], 64), length: straight } };
  }

  /** The network and the sample's posteriors at a snapshot, by its place among the embedded ones. */
  /** @type {(index: number) => Promise<Moment>} */
  open(index) {
    return this.moments[index] ??= openArchive(`archive-${this.snapshots[index].step}`).then(arrays => ({
      ...this.snapshots[index], index,
      network: new Network(arrays, this),
      means: arrays.means.values, logVariances: arrays.log_variances?.values ?? new Float32Array(0),
    }));
  }

  /** The numbers of an image. */
  get imageSize() { return this.channels * this.imageSide ** 2; }

  /** @type {(index: number) => Float32Array} */
  image(index) {
    const size = this.imageSize;
    return this.pixels.subarray(index * size, (index + 1) * size);
  }

  /** @type {(moment: Moment, index: number) => Float32Array} */
  mean(moment, index) {
    return index < this.count ? moment.means.subarray(index * this.latentDim, (index + 1) * this.latentDim)
      : this.encoded(moment, index).mean;
  }

  /** @type {(moment: Moment, index: number) => Float32Array} */
  logVariance(moment, index) {
    return index < this.count ? moment.logVariances.subarray(index * this.latentDim, (index + 1) * this.latentDim)
      : this.encoded(moment, index).logVariance;
  }

  /** The posterior of an image behind the sample. */
  /** @type {(moment: Moment, index: number) => Posterior} */
  encoded(moment, index) { return (moment.encoded ??= [])[index] ??= moment.network.encode(this.image(index)); }

  /** The code of a point of the plane. */
  /** @type {(x: number, y: number) => Float32Array} */
  codeAt(x, y) {
    const code = Float32Array.from(this.origin);
    code[this.horizontal] = x;
    if (this.vertical !== undefined) code[this.vertical] = y;
    return code;
  }

  /** The dimensions of the plane. */
  get axes() { return [this.horizontal, ...this.vertical === undefined ? [] : [this.vertical]]; }

  /** Where a code falls on the plane. */
  /** @type {(code: ArrayLike<number>) => number} */
  x(code) { return code[this.horizontal]; }
  /** @type {(code: ArrayLike<number>) => number} */
  y(code) { return this.vertical === undefined ? 0 : code[this.vertical]; }

  /** @type {(dimension: number) => string} */
  axisName(dimension) { return "z" + (dimension + 1); }

  /** A code in words: "z1 0.40, z2 −1.20". */
  /** @type {(code: ArrayLike<number>) => string} */
  words(code) {
    const shown = this.axes;
    return shown.map(d => this.axisName(d) + " " + numeral(code[d])).join(", ");
  }

  /** @type {(label: number) => string} */
  className(label) { return this.classes[label]?.name ?? String(label); }
  /** @type {(label: number) => string} */
  classColour(label) { return this.classes[label]?.colour ?? "#888888"; }

  /** The image of the sample whose posterior mean is nearest to a code, classes in `hidden` left out; -1 if none. */
  /** @type {(moment: Moment, code: ArrayLike<number>, hidden: Set<number>) => number} */
  nearest(moment, code, hidden) {
    let best = -1, least = Infinity;
    for (let i = 0; i < this.count; i++) {
      if (hidden.has(this.labels[i])) continue;
      const away = distance(this.mean(moment, i), code);
      if (away < least) { least = away; best = i; }
    }
    return best;
  }

  /** The mean code of a class; null where the sample has none of it. */
  /** @type {(moment: Moment, label: number) => Float32Array | null} */
  classMean(moment, label) {
    const sum = new Float32Array(this.latentDim);
    let members = 0;
    for (let i = 0; i < this.count; i++) {
      if (this.labels[i] !== label) continue;
      members++;
      this.mean(moment, i).forEach((value, d) => { sum[d] += value; });
    }
    return members ? sum.map(value => value / members) : null;
  }

  /**
   * The image that stands for a class, as in the figures; while those are not drawn yet, the member nearest to the class's
   * mean. -1 if there is none.
   */
  /** @type {(moment: Moment, label: number) => number} */
  typical(moment, label) {
    const place = this.typicalLabels.indexOf(label);
    if (place >= 0) return this.count + place;
    const centre = this.classMean(moment, label);
    if (!centre) return -1;
    let best = -1, least = Infinity;
    for (let i = 0; i < this.count; i++) {
      if (this.labels[i] !== label) continue;
      const away = distance(this.mean(moment, i), centre);
      if (away < least) { least = away; best = i; }
    }
    return best;
  }

  /** What the network at a moment makes of an image: the posterior, its decoded mean, and the terms of the loss. */
  /** @type {(moment: Moment, pixels: Float32Array) => Explanation} */
  explain(moment, pixels) {
    const posterior = moment.network.encode(pixels);
    const { likelihood } = moment.network, outputs = moment.network.outputs(posterior.mean);
    return {
      ...posterior, reconstruction: likelihood.logDensity(pixels, outputs),
      kl: this.isVariational ? divergence(posterior.mean, posterior.logVariance) : 0,
      decoded: likelihood.makeMeans(outputs),
    };
  }
}
