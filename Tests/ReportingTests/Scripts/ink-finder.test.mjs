// The page's finding of ink: an angle at a known place in pictures drawn here, and pictures whose finding the program
// gave. DRAWINGS is a JSON file of those: strokeWidths, side, and pictures, each with width, height, rgba in base64, the
// program's finding, and its ink in base64; both are missing where the program finds nothing. Without it the first are
// tried alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./page.mjs";

const { drawingIn, normalizedInk, reducedPicture } = load(
  ["ink.js", "grey-field.js", "sheet-finder.js", "ink-finder.js"], ["drawingIn", "normalizedInk", "reducedPicture"]);

const reduced = (rgba, width, height) =>
  reducedPicture(width, height, (top, count) => rgba.subarray(top * width * 4, (top + count) * width * 4));
const binary = image => image.map(value => value > 127 ? 1 : 0), differing = (a, b) => a.reduce((sum, value, i) => sum + (value !== b[i]), 0);

const width = 240, height = 300, usual = [2, 4];
/** How much of a pixel is ink: all of an angle of 70 x 110 pixels, nothing elsewhere. */
const ink = (x, y) => x >= 90 && x < 160 && y >= 80 && y < 190 && (x < 106 || y >= 174) ? 1 : 0;

/** The bytes of a picture whose pixels have the colours, and the opacity where it is given, from 0 to 1. */
function painted(colour) {
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const x = i % width, y = Math.floor(i / width), [red, green, blue, opacity = 1] = colour(ink(x, y), x, y);
    rgba.set([red, green, blue, opacity].map(value => Math.round(Math.min(1, Math.max(0, value)) * 255)), 4 * i);
  }
  return reduced(rgba, width, height);
}

let state = 1;
/** The same from one run to the next. */
const grain = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5) * 0.06;
const grey = value => [value, value, value];

const scenes = {
  "dark on light": (ink, x, y) => grey((0.95 - 0.35 * y / height - 0.2 * x / width) * (1 - 0.6 * ink) + grain()),
  "light on dark": (ink, x) => grey(0.1 + 0.3 * x / width + 0.45 * ink + grain()),
  "dark on a light sheet": (ink, x, y) => {
    const [across, down] = [x - 120, y - 140], isSheet = Math.abs(across + 0.1 * down) < 85 && Math.abs(down - 0.1 * across) < 110;
    return isSheet ? grey(0.85 - 0.6 * ink + grain()) : [0.3 + grain(), 0.2, 0.12];
  },
  "opaque on transparent": ink => [1, 1, 1, ink],
  "transparent in opaque": ink => [0.2, 0.4, 0.7, 1 - ink],
};
/** The image of the angle itself. */
const exact = binary(normalizedInk(
  Float64Array.from({ length: width * height }, (_, i) => ink(i % width, Math.floor(i / width))), width, 28, usual));

for (const [manner, colour] of Object.entries(scenes)) {
  test(`finds what is ${manner}`, () => {
    const { pixels, finding } = drawingIn(painted(colour), 28, usual);
    const [, columns, rows] = finding.match(/cropped to (\d+) x (\d+) of 240 x 300/).map(Number);
    assert.ok(finding.startsWith(manner + ", "), finding);
    assert.ok(Math.abs(columns - 70) < 4 && Math.abs(rows - 110) < 4, finding);
    assert.ok(differing(pixels, exact) < 10);
  });
}

test("finds red on a green as light", () => {
  const { pixels, finding } = drawingIn(painted(ink => ink ? [1, 0, 0] : [0, 0.509, 0]), 28, usual);
  assert.match(finding, /cropped to 70 x 110 of 240 x 300/);
  assert.equal(differing(pixels, exact), 0);
});

test("finds nothing on paper with grain", () => {
  assert.equal(drawingIn(painted(() => grey(0.8 + grain() / 6)), 28, usual), null);
});

if (process.env.DRAWINGS) {
  const { strokeWidths, side, pictures } = JSON.parse(readFileSync(process.env.DRAWINGS, "utf8"));
  for (const { name, width, height, rgba, finding, ink } of pictures) {
    test(`as the program: ${name}`, () => {
      const drawing = drawingIn(reduced(Buffer.from(rgba, "base64"), width, height), side, strokeWidths);
      assert.equal(drawing?.finding, finding);
      // Sums may be rounded otherwise: an edge may lie on the other side of a pixel here and there.
      if (drawing) assert.ok(differing(drawing.pixels, binary(Buffer.from(ink, "base64"))) <= 3);
    });
  }
}
