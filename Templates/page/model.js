"use strict";
// The trained model as the page holds it: networks of some snapshots, and a sample of encoded test images.

class Model {
  constructor(data) {
    Object.assign(this, data);
    this.moments = data.snapshots.map(() => null);
  }

  /** Opens the sample: images [image, pixel] of numbers from 0 to 1, stored as bytes or as bits, and their classes. */
  async openImages() {
    const { images, labels } = await openArchive("archive-images");
    const [count, bytes] = images.shape, size = this.imageSide * this.imageSide;
    const bit = (image, i) => images.values[image * bytes + (i >> 3)] >> 7 - (i & 7) & 1;
    this.pixels = Float32Array.from({ length: count * size }, bytes === size
      ? (_, i) => images.values[i] / 255 : (_, i) => bit(Math.floor(i / size), i % size));
    this.labels = labels.values;
    this.count = count;
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

  image(index) {
    const size = this.imageSide * this.imageSide;
    return this.pixels.subarray(index * size, (index + 1) * size);
  }

  mean(moment, index) { return moment.means.subarray(index * this.latentDim, (index + 1) * this.latentDim); }

  logVariance(moment, index) {
    return moment.logVariances.subarray(index * this.latentDim, (index + 1) * this.latentDim);
  }

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

  /** The image whose posterior mean is nearest to a point of the plane, classes in `hidden` left out; -1 if none. */
  nearest(moment, x, y, hidden) {
    let best = -1, least = Infinity;
    for (let i = 0; i < this.count; i++) {
      if (hidden.has(this.labels[i])) continue;
      const mean = this.mean(moment, i);
      const away = (this.x(mean) - x) ** 2 + (this.y(mean) - y) ** 2;
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

  /** The member of a class nearest to the class's mean: what stands for it as an end of a path. */
  typical(moment, label) {
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
