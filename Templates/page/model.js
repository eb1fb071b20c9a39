"use strict";
// The trained model as the page holds it: networks of some snapshots, and a sample of encoded test images.

/** Images of numbers from 0 to 1 [image, number] that were stored as bytes, or as bits. */
function unpackedPixels({ values, shape: [count, bytes] }, size) {
  const bit = (image, i) => values[image * bytes + (i >> 3)] >> 7 - (i & 7) & 1;
  return Float32Array.from({ length: count * size }, bytes === size
    ? (_, i) => values[i] / 255 : (_, i) => bit(Math.floor(i / size), i % size));
}

class Model {
  constructor(data) {
    Object.assign(this, data);
    this.moments = data.snapshots.map(() => null);
    this.metrics = new Map();
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
    if (geodesic) {
      const code = (_, i) => geodesic.values.subarray(i * latentDim, (i + 1) * latentDim);
      landmarks.path.codes = Array.from({ length: geodesic.shape[0] }, code);
    }
    if (metric) {
      const [left, right, bottom, top] = landmarks.window, [rows, columns] = metric.shape;
      landmarks.metric = new MetricField({ left, right, bottom, top }, rows, columns, metric.values);
    }
  }

  /** The metric over the plane at a moment: as it was measured, or else by decoding. Null once not current. */
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
  measuredPath(moment) {
    const path = moment.step === this.landmarks?.step ? this.landmarks.path : null;
    if (!path) return null;
    const { codes, ends, straight, geodesic } = path;
    return { from: ends[0], to: ends[1], curve: { codes, length: geodesic },
      line: { codes: resampled([codes[0], codes[codes.length - 1]], 64), length: straight } };
  }

  /** The network and the sample's posteriors at a snapshot, by its place among the embedded ones. */
  open(index) {
    this.moments[index] ??= openArchive("archive-" + this.snapshots[index].step).then(arrays => ({
      ...this.snapshots[index], index,
      network: new Network(arrays, this),
      means: arrays.means.values, logVariances: arrays.log_variances?.values ?? new Float32Array(0),
    }));
    return this.moments[index];
  }

  /** The numbers of an image. */
  get imageSize() { return this.channels * this.imageSide ** 2; }

  image(index) {
    const size = this.imageSize;
    return this.pixels.subarray(index * size, (index + 1) * size);
  }

  mean(moment, index) {
    return index < this.count ? moment.means.subarray(index * this.latentDim, (index + 1) * this.latentDim)
      : this.encoded(moment, index).mean;
  }

  logVariance(moment, index) {
    return index < this.count ? moment.logVariances.subarray(index * this.latentDim, (index + 1) * this.latentDim)
      : this.encoded(moment, index).logVariance;
  }

  /** The posterior of an image behind the sample. */
  encoded(moment, index) { return (moment.encoded ??= [])[index] ??= moment.network.encode(this.image(index)); }

  /** The code of a point of the plane. */
  codeAt(x, y) {
    const code = Float32Array.from(this.origin);
    code[this.horizontal] = x;
    if (this.vertical !== undefined) code[this.vertical] = y;
    return code;
  }

  /** Where a code falls on the plane. */
  x(code) { return code[this.horizontal]; }
  y(code) { return this.vertical === undefined ? 0 : code[this.vertical]; }

  axisName(dimension) { return "z" + (dimension + 1); }

  /** A code in words: "z1 0.40, z2 −1.20". */
  words(code) {
    const shown = [this.horizontal, this.vertical].filter(d => d !== undefined);
    return shown.map(d => this.axisName(d) + " " + numeral(code[d])).join(", ");
  }

  className(label) { return this.classes[label]?.name ?? String(label); }
  classColour(label) { return this.classes[label]?.colour ?? "#888888"; }

  /** The image of the sample whose posterior mean is nearest to a code, classes in `hidden` left out; -1 if none. */
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
