"use strict";
// What can lie under the points: the decoded plane, where the decoder is in doubt, where the posteriors leave the prior
// empty, and measurements that were made beforehand. A layer is painted bit by bit, so that the page goes on answering.
import { numeral } from "./latent.js";
import { inSlices } from "./metric-field.js";
import { evenScale } from "./scales.js";

/** The colour, as [red, green, blue], a fraction of the way along a list of #rrggbb colours. */
/** @type {(colours: string[], fraction: number) => Colour} */
function rampColour(colours, fraction) {
  const place = Math.min(1, Math.max(0, fraction)) * (colours.length - 1), first = Math.min(colours.length - 2, Math.floor(place));
  const channels = (/** @type {string} */ colour) => [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16));
  const a = channels(colours[first]), b = channels(colours[first + 1]);
  return a.map((value, i) => Math.round(value + (b[i] - value) * (place - first)));
}

export class Layer {
  /** A picture of `columns` x `rows` pixels over a window { left, right, bottom, top, scale } of the plane. */
  /** @param {ScaledWindow} window @param {number} columns @param {number} rows */
  constructor(window, columns, rows) {
    this.window = window;
    this.canvas = document.createElement("canvas");
    this.canvas.width = columns;
    this.canvas.height = rows;
    this.context = /** @type {Canvas2D} */ (this.canvas.getContext("2d"));
    this.isSmooth = false;
    /** Whether it is of decoded images, which lie in a row where the plane is a line. */
    this.hasImages = false;
    /** @type {Legend | null} */
    this.legend = null;
    /** What colours its ink. */
    /** @type {HTMLCanvasElement | null} */
    this.tint = null;
    /** The snapshot that it is of. */
    /** @type {NamedMoment | null} */
    this.moment = null;
  }

  /** Shows another layer on the same axes where nothing is painted yet. */
  /** @type {(other: Layer) => void} */
  lieOver({ canvas, window }) {
    const { context, window: { left, right, bottom, top } } = this, { width, height } = this.canvas;
    const x = (/** @type {number} */ place) => (place - left) / (right - left) * width, y = (/** @type {number} */ place) => (top - place) / (top - bottom) * height;
    context.globalCompositeOperation = "destination-over";
    context.drawImage(canvas, x(window.left), y(window.top), x(window.right) - x(window.left), y(window.bottom) - y(window.top));
    context.globalCompositeOperation = "source-over";
  }

  /** The point of the plane in the middle of a cell of a grid over the window. */
  /** @type {(window: ScaledWindow, columns: number, rows: number, cell: number) => Point} */
  static middle(window, columns, rows, cell) {
    const column = cell % columns, row = cell / columns | 0, { scale } = window;
    return [scale.value(window.left + (column + 0.5) / columns * (window.right - window.left)),
      scale.value(window.top - (row + 0.5) / rows * (window.top - window.bottom))];
  }
}

/** Paints an image [row, column, channel] of numbers from 0 to 1 into a canvas's context: as ink on paper, or in colours. */
/** @type {(context: CanvasRenderingContext2D, numbers: ArrayLike<number>, side: number, x?: number, y?: number) => void} */
export function paintImage(context, numbers, side, x = 0, y = 0) {
  const image = context.createImageData(side, side), channels = numbers.length / (side * side);
  for (let i = 0; i < side * side; i++) {
    if (channels === 1) image.data.fill(255 - Math.round(numbers[i] * 255), i * 4, i * 4 + 3);
    else for (let channel = 0; channel < 3; channel++) image.data[i * 4 + channel] = Math.round(numbers[i * 3 + channel] * 255);
    image.data[i * 4 + 3] = 255;
  }
  context.putImageData(image, x, y);
}

/** Paints values [row, column], or as many as are known, as colours of a ramp between two values; NaN stays clear. */
/** @type {(layer: Layer, values: number[], colours: string[], range: number[]) => void} */
function paintValues(layer, values, colours, [low, high]) {
  const { width, height } = layer.canvas, image = layer.context.createImageData(width, height);
  values.forEach((value, i) => {
    if (!Number.isNaN(value)) image.data.set([...rampColour(colours, (value - low) / (high - low || 1)), 255], i * 4);
  });
  layer.context.putImageData(image, 0, 0);
}

/** Layers by name: each gives the layer at once and goes on painting it, calling `painted`, while `isCurrent`. */
/** @type {Record<string, LayerMaker>} */
export const layerMakers = {
  /** Cells decoded at their middles, from the middle of the plane outwards so that the eye has something soon. */
  decoded(model, moment, window, cells, painted, isCurrent) {
    const side = model.imageSide, rows = model.vertical === undefined ? 1 : cells;
    const layer = new Layer(window, cells * side, rows * side);
    layer.hasImages = true;
    const order = Array.from({ length: cells * rows }, (_, i) => i);
    const away = (/** @type {number} */ i) => Math.hypot(i % cells - (cells - 1) / 2, (i / cells | 0) - (rows - 1) / 2);
    order.sort((a, b) => away(a) - away(b));
    inSlices(order.length, at => {
      const cell = order[at], [x, y] = Layer.middle(window, cells, rows, cell);
      paintImage(layer.context, moment.network.decode(model.codeAt(x, y)), side, cell % cells * side, (cell / cells | 0) * side);
      if (at % 24 === 0) painted();
    }, isCurrent).then(painted);
    return layer;
  },

  /** The mean entropy of the decoded pixels, on a scale from 0 to the greatest so far. */
  uncertainty(model, moment, window, cells, painted, isCurrent) {
    const size = 24, rows = model.vertical === undefined ? 1 : size, { network } = moment;
    /** @type {number[]} */
    const values = [];
    const layer = new Layer(window, size, rows), colours = model.ramps.sequential;
    layer.isSmooth = true;
    inSlices(size * rows, cell => {
      values.push(network.likelihood.meanEntropy(network.decode(model.codeAt(...Layer.middle(window, size, rows, cell)))));
      if (cell % size !== size - 1) return;
      const high = Math.max(...values);
      paintValues(layer, values, colours, [0, high]);
      layer.legend = { colours, low: "0", high: numeral(high, 3) + " bits a pixel" };
      painted();
    }, isCurrent);
    return layer;
  },

  /**
   * The root of the determinant of the metric that the decoder pulls back: how much picture there is to a piece of plane.
   * The scale is logarithmic and leaves the outermost values out.
   */
  magnification(model, moment, window, cells, painted, isCurrent) {
    const size = 96, rows = model.vertical === undefined ? 1 : size, layer = new Layer(window, size, rows);
    layer.isSmooth = true;
    model.metric(moment, isCurrent).then(field => {
      if (!field) return;
      const nodes = Array.from({ length: field.rows * field.columns }, (_, node) => field.magnification(field.point(node)));
      const known = nodes.filter(value => value > 0).sort((a, b) => a - b), colours = model.ramps.sequential;
      if (!known.length) return;
      const ends = [known[Math.floor(known.length / 50)], known[known.length - 1 - Math.floor(known.length / 200)]];
      const logarithm = (/** @type {unknown} */ _, /** @type {number} */ cell) => {
        const point = Layer.middle(window, size, rows, cell);
        return field.covers(point) ? Math.log(Math.max(1e-30, field.magnification(point))) : NaN;
      };
      paintValues(layer, Array.from({ length: size * rows }, logarithm), colours, ends.map(Math.log));
      const unit = rows > 1 ? " times the area" : " times the length";
      layer.legend = { colours, low: numeral(ends[0], 1), high: numeral(ends[1], 1) + unit };
      painted();
    });
    return layer;
  },

  /** The mean of the sample's posteriors against the prior, on the plane. */
  density(model, moment, window, cells, painted, isCurrent) {
    const size = 96, layer = new Layer(window, size, size), sums = new Float64Array(size * size);
    layer.isSmooth = true;
    const across = window.right - window.left, up = window.top - window.bottom;
    inSlices(model.count, i => {
      const mean = model.mean(moment, i), spread = model.logVariance(moment, i).map(value => Math.exp(value / 2));
      const [sx, sy] = [model.x(spread), model.vertical === undefined ? 1 : model.y(spread)];
      for (let row = 0; row < size; row++) {
        const v = (window.top - (row + 0.5) / size * up - model.y(mean)) / sy;
        if (Math.abs(v) > 4) continue;
        for (let column = 0; column < size; column++) {
          const u = (window.left + (column + 0.5) / size * across - model.x(mean)) / sx;
          if (Math.abs(u) < 4) sums[row * size + column] += Math.exp(-(u * u + v * v) / 2) / (sx * sy);
        }
      }
    }, isCurrent).then(isWhole => {
      if (!isWhole) return;
      const image = layer.context.createImageData(size, size), colours = model.ramps.diverging;
      sums.forEach((sum, i) => {
        const [x, y] = Layer.middle(window, size, size, i), prior = Math.exp(-(x * x + y * y) / 2);
        const ratio = Math.log10((sum / model.count + 1e-9) / prior);
        // Beyond three standard deviations neither has anything to speak of.
        const presence = Math.min(1, Math.max(prior, sum / model.count) / 0.02);
        image.data.set([...rampColour(colours, ratio / 4 + 0.5), Math.round(255 * presence)], i * 4);
      });
      layer.context.putImageData(image, 0, 0);
      layer.legend = { colours, low: "a hundredth as dense as the prior", high: "a hundred times" };
      painted();
    });
    return layer;
  },
};

/** A layer that was measured beforehand. */
/** @type {(data: LayerData) => Layer} */
export function measuredLayer(data) {
  const [left, right, bottom, top] = data.window;
  const layer = new Layer({ left, right, bottom, top, scale: evenScale }, data.columns, data.rows);
  const image = layer.context.createImageData(data.columns, data.rows), colours = data.legend.map(entry => entry.colour);
  const present = data.values.flatMap(value => value ?? []);
  const low = Math.min(...present), high = Math.max(...present);
  data.values.forEach((value, i) => {
    if (value === null) return;
    const colour = data.kind === "categorical" ? rampColour([colours[value], colours[value]], 0)
      : rampColour(colours, (value - low) / (high - low || 1));
    image.data.set([...colour, 255], i * 4);
  });
  layer.context.putImageData(image, 0, 0);
  layer.isSmooth = data.kind === "continuous";
  layer.legend = data.kind === "categorical" ? { entries: data.legend }
    : { colours, low: data.legend[0].label, high: data.legend[data.legend.length - 1].label };
  return layer;
}
