"use strict";
// The encoder and the decoder, run in the page. Feature maps are [row, column, channel]; a convolution goes over
// the pixels that are not zero (after a ReLU about half are) and adds, for each of the nine places of its kernel,
// all channels at once.

/** out[at...] += the sum of values[k] times row indices[k] of `weights`, rows being `width` long. */
function addRows(out, at, width, weights, base, values, indices, count) {
  let k = 0;
  for (; k + 3 < count; k += 4) {
    const a = values[k], b = values[k + 1], c = values[k + 2], d = values[k + 3];
    const i = base + indices[k] * width, j = base + indices[k + 1] * width;
    const m = base + indices[k + 2] * width, n = base + indices[k + 3] * width;
    for (let o = 0; o < width; o++) {
      out[at + o] += a * weights[i + o] + b * weights[j + o] + c * weights[m + o] + d * weights[n + o];
    }
  }
  for (; k < count; k++) {
    const a = values[k], i = base + indices[k] * width;
    for (let o = 0; o < width; o++) out[at + o] += a * weights[i + o];
  }
}

/** A kernel stored [out, in, 3, 3], or [in, out, 3, 3], as [place][in][out]. */
function placesFirst({ values, shape }, inputsFirst) {
  const [first, second] = shape;
  const [inputs, outputs] = inputsFirst ? [first, second] : [second, first];
  const kernel = new Float32Array(9 * inputs * outputs);
  for (let i = 0; i < inputs; i++) {
    for (let o = 0; o < outputs; o++) {
      const from = (inputsFirst ? i * outputs + o : o * inputs + i) * 9;
      for (let place = 0; place < 9; place++) kernel[(place * inputs + i) * outputs + o] = values[from + place];
    }
  }
  return kernel;
}

class Network {
  /** Takes an archive's arrays, which have PyTorch's names and axes. */
  constructor(arrays, latentDim, side) {
    this.latentDim = latentDim;
    this.side = side;
    const bias = name => arrays[name + ".bias"].values;
    this.start = side / 4;
    const places = this.start * this.start;
    this.denseWeights = new Float32Array(latentDim * places * 32);
    this.denseBias = new Float32Array(places * 32);
    const dense = arrays["decoder.dense.weight"].values;
    for (let channel = 0; channel < 32; channel++) {
      for (let place = 0; place < places; place++) {
        const from = channel * places + place, to = place * 32 + channel;
        this.denseBias[to] = bias("decoder.dense")[from];
        for (let z = 0; z < latentDim; z++) this.denseWeights[z * places * 32 + to] = dense[from * latentDim + z];
      }
    }
    this.up1 = { kernel: placesFirst(arrays["decoder.deconv1.weight"], true), bias: bias("decoder.deconv1") };
    this.up2 = { kernel: placesFirst(arrays["decoder.deconv2.weight"], true), bias: bias("decoder.deconv2") };
    this.last = { kernel: placesFirst(arrays["decoder.deconv3.weight"], true), bias: bias("decoder.deconv3")[0] };
    this.down1 = { kernel: placesFirst(arrays["encoder.conv1.weight"], false), bias: bias("encoder.conv1") };
    this.down2 = { kernel: placesFirst(arrays["encoder.conv2.weight"], false), bias: bias("encoder.conv2") };
    this.encoded = { weights: arrays["encoder.dense.weight"].values, bias: bias("encoder.dense") };
    this.map0 = new Float32Array(places * 32);
    this.map1 = new Float32Array(4 * places * 64);
    this.map2 = new Float32Array(16 * places * 32);
    this.values = new Float32Array(64);
    this.indices = new Int32Array(64);
  }

  /** Gathers the channels of a pixel that are not zero; gives their number. */
  gather(map, at, channels) {
    let count = 0;
    for (let channel = 0; channel < channels; channel++) {
      const value = map[at + channel];
      if (value !== 0) {
        this.values[count] = value;
        this.indices[count++] = channel;
      }
    }
    return count;
  }

  /** The logits [row, column] that each pixel is ink, for one code. */
  logits(code, out = new Float32Array(this.side * this.side)) {
    const { map0, map1, map2, start } = this;
    map0.set(this.denseBias);
    for (let z = 0; z < this.latentDim; z++) {
      const value = code[z], row = z * map0.length;
      for (let i = 0; i < map0.length; i++) map0[i] += value * this.denseWeights[row + i];
    }
    for (let i = 0; i < map0.length; i++) if (map0[i] < 0) map0[i] = 0;
    this.widen(map0, start, 32, map1, 64, this.up1);
    this.widen(map1, 2 * start, 64, map2, 32, this.up2);
    this.project(map2, out);
    return out;
  }

  /** The probabilities [row, column] that each pixel is ink, for one code. */
  decode(code, out) {
    const image = this.logits(code, out);
    for (let i = 0; i < image.length; i++) image[i] = 1 / (1 + Math.exp(-image[i]));
    return image;
  }

  /** A transposed convolution of stride 2 with its ReLU: what would fall beyond the last row or column is dropped. */
  widen(input, side, channels, output, width, { kernel, bias }) {
    const wide = 2 * side;
    for (let at = 0; at < output.length; at += width) output.set(bias, at);
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const count = this.gather(input, (row * side + column) * channels, channels);
        for (let place = 0; place < 9; place++) {
          const y = 2 * row + (place / 3 | 0), x = 2 * column + place % 3;
          if (y >= wide || x >= wide) continue;
          addRows(output, (y * wide + x) * width, width, kernel, place * channels * width,
            this.values, this.indices, count);
        }
      }
    }
    for (let i = 0; i < output.length; i++) if (output[i] < 0) output[i] = 0;
  }

  /** The last transposed convolution, of stride 1, from 32 channels to the logits. */
  project(input, out) {
    const { side } = this, { kernel, bias } = this.last;
    out.fill(bias);
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const at = (row * side + column) * 32;
        for (let place = 0; place < 9; place++) {
          const y = row + (place / 3 | 0) - 1, x = column + place % 3 - 1;
          if (y < 0 || x < 0 || y >= side || x >= side) continue;
          let sum = 0;
          for (let i = 0; i < 32; i++) sum += input[at + i] * kernel[place * 32 + i];
          out[y * side + x] += sum;
        }
      }
    }
  }

  /** The posterior of an image [row, column] of zeros and ones: { mean, logVariance }. */
  encode(pixels) {
    const first = this.side / 2 - 1, second = this.side / 4 - 1;
    const map1 = this.narrow(pixels, this.side, 1, first, 32, this.down1);
    const map2 = this.narrow(map1, first, 32, second, 64, this.down2);
    const { weights, bias } = this.encoded, places = second * second, size = places * 64;
    const answer = new Float32Array(2 * this.latentDim);
    for (let o = 0; o < answer.length; o++) {
      let sum = bias[o];
      for (let channel = 0; channel < 64; channel++) {
        const from = o * size + channel * places;
        for (let place = 0; place < places; place++) sum += map2[place * 64 + channel] * weights[from + place];
      }
      answer[o] = sum;
    }
    return { mean: answer.slice(0, this.latentDim), logVariance: answer.slice(this.latentDim) };
  }

  /** A convolution of stride 2 without padding, with its ReLU. */
  narrow(input, side, channels, small, width, { kernel, bias }) {
    const output = new Float32Array(small * small * width);
    for (let row = 0; row < small; row++) {
      for (let column = 0; column < small; column++) {
        const at = (row * small + column) * width;
        output.set(bias, at);
        for (let place = 0; place < 9; place++) {
          const y = 2 * row + (place / 3 | 0), x = 2 * column + place % 3;
          const count = this.gather(input, (y * side + x) * channels, channels);
          addRows(output, at, width, kernel, place * channels * width, this.values, this.indices, count);
        }
        for (let o = 0; o < width; o++) if (output[at + o] < 0) output[at + o] = 0;
      }
    }
    return output;
  }
}
