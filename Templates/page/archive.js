"use strict";
// Opens what the page holds packed: gzip written as base64, and inside it arrays that a JSON header names.

/** The bytes of base64 text, which may stand in a data: address. */
/** @type {(text: string) => Uint8Array} */
export function bytesOf(text) {
  const plain = atob(text.slice(text.indexOf(",") + 1).trim());
  const bytes = new Uint8Array(plain.length);
  for (let i = 0; i < plain.length; i++) bytes[i] = plain.charCodeAt(i);
  return bytes;
}

/** The text of an element, once the page has read all of it: then something stands behind it. */
/** @type {(id: string) => Promise<string>} */
async function textOf(id) {
  while (document.readyState === "loading" && !document.getElementById(id)?.nextSibling) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  return document.getElementById(id)?.textContent ?? "";
}

/** The unpacked bytes of the element with this id. */
/** @type {(id: string) => Promise<Uint8Array>} */
export async function unpack(id) {
  const packed = new Blob([bytesOf(await textOf(id))]);
  const stream = packed.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A drawing as an SVG document. Lines that several drawings have stand in one place: "=" and their position there. */
/** @type {(id: string) => Promise<string>} */
export async function openDrawing(id) {
  const text = async (/** @type {string} */ name) => new TextDecoder().decode(await unpack(name));
  const lines = document.getElementById("drawing-lines") ? (await text("drawing-lines")).split("\n") : [];
  return (await text(id)).split("\n").map(line => line.startsWith("=") ? lines[Number(line.slice(1))] : line).join("\n");
}

/** The values of all half-precision numbers by their bits, once any are asked for. */
/** @type {Float32Array | undefined} */
let halves;

function valuesOfHalves() {
  const table = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits++) {
    const exponent = bits >> 10 & 31, fraction = bits & 1023;
    const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
    table[bits] = bits & 32768 ? -size : size;
  }
  return table;
}

/** The arrays of an archive by their names: { values, shape }. */
/** @type {<Id extends keyof Archives>(id: Id) => Promise<Archives[Id]>} */
export async function openArchive(id) {
  const bytes = await unpack(id);
  const view = new DataView(bytes.buffer);
  const headerLength = view.getUint32(0, true);
  /** @type {ArchiveEntry[]} */
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headerLength)));
  /** @type {Record<string, StoredArray<Uint8Array | Float32Array>>} */
  const arrays = {};
  let at = 4 + headerLength;
  for (const { name, type, shape, scale } of header) {
    const count = shape.reduce((product, extent) => product * extent, 1);
    let values, size = count;
    if (type === "u8") {
      values = bytes.subarray(at, at + count);
    } else {
      values = new Float32Array(count);
      size = 2 * count;
      if (type === "f16") {
        // First the high bytes of all numbers, then the low ones.
        const table = halves ??= valuesOfHalves();
        for (let i = 0; i < count; i++) values[i] = table[bytes[at + i] << 8 | bytes[at + count + i]];
      } else {
        for (let i = 0; i < count; i++) values[i] = view.getInt16(at + 2 * i, true) * scale;
      }
    }
    arrays[name] = { values, shape };
    at += Math.ceil(size / 4) * 4;
  }
  return /** @type {Archives[typeof id]} */ (arrays);
}

/** Lets the browser save bytes as a file. */
/** @type {(bytes: BlobPart, type: string, name: string) => void} */
export function saveBytes(bytes, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
