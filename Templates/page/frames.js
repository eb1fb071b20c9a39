"use strict";
// Where a player's frames come from: a GIF file, or a sheet on which all frames lie. Both give
// { count, width, height, delay(index), paint(index, context) }.
import { bytesOf } from "./archive.js";
import { decodeGIF, paintFrame } from "./gif.js";
import { greyPalette, colourCube, colourCubeIndices, encodeGIF } from "./gif-writer.js";

/** @type {(image: HTMLImageElement) => Frames} */
export function gifFrames(image) {
  const gif = decodeGIF(bytesOf(image.getAttribute("src") ?? "")), count = gif.frames.length;
  const pixels = new ImageData(gif.width, gif.height), colours = new Uint32Array(pixels.data.buffer);
  // Screens already decoded are kept while they are small together; otherwise decoding starts anew.
  const keeps = count * gif.width * gif.height < 9e7;
  /** @type {Uint8Array[]} */
  const kept = [];
  let screen = new Uint8Array(gif.width * gif.height), painted = -1;
  return {
    count, width: gif.width, height: gif.height, delay: index => gif.frames[index].delay,
    paint(index, context) {
      if (kept[index]) { screen = kept[index].slice(); painted = index; }
      if (painted > index) {
        let start = index;
        while (start >= 0 && !kept[start]) start--;
        screen = start < 0 ? new Uint8Array(gif.width * gif.height) : kept[start].slice();
        painted = start;
      }
      while (painted < index) {
        paintFrame(gif, gif.frames[++painted], screen);
        if (keeps && !kept[painted]) kept[painted] = screen.slice();
      }
      for (let i = 0; i < screen.length; i++) colours[i] = gif.palette[screen[i]];
      context.putImageData(pixels, 0, 0);
    },
  };
}

/** The frames of a sheet; epoch 1, where there are many, passes quickly, and the ends are held. */
/** @type {(image: HTMLImageElement, layout: string, labels: string[]) => Frames} */
export function sheetFrames(image, layout, labels) {
  const [width, height, count, columns, greys] = layout.split(" ").map(Number);
  return {
    count, width, height, greys,
    delay: index => index === count - 1 ? 3000 : index === 0 ? 1200 : /^epoch 1,|epoch 1$/.test(labels[index]) ? 160 : 500,
    paint(index, context) {
      context.drawImage(image, index % columns * width, Math.floor(index / columns) * height, width, height, 0, 0, width, height);
    },
  };
}

/** The frames as one GIF file: in so many greys, or of colours in as many as its palette has. */
/** @type {(frames: Frames) => Blob} */
export function framesAsGIF({ count, width, height, greys, delay, paint }) {
  const canvas = document.createElement("canvas"), context = /** @type {Canvas2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  canvas.width = width;
  canvas.height = height;
  const palette = greys ? greyPalette(greys) : colourCube;
  const frames = Array.from({ length: count }, (_, index) => {
    paint(index, context);
    const { data } = context.getImageData(0, 0, width, height);
    if (!greys) return colourCubeIndices(data, width);
    return Uint8Array.from({ length: width * height }, (_, i) => Math.round((255 - data[4 * i]) * (greys - 1) / 255));
  });
  return encodeGIF(width, height, palette, frames, frames.map((_, index) => delay(index)));
}
