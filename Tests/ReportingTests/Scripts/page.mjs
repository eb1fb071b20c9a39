// The page's scripts outside a page: each is run, in the order of the page, in one scope as the page has them.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** A module as the program puts it into a page: a scope of its own, of which others see what it exports. */
function scope(text) {
  const names = [...text.matchAll(/^export (?:async )?(?:class|const|function) (\w+)/gm)].map(([, name]) => name).join(", ");
  const body = text.replace(/^import .*;\n|^ *\/\*\* @(?:type|param) .*\*\/\n/gm, "").replace(/^export /gm, "");
  return `const { ${names} } = (() => {\n${body}\nreturn { ${names} };\n})();`;
}

/** What the scripts named give to `names`. */
export function load(scripts, names) {
  const text = scripts.map(name => scope(readFileSync(join(here, "../../../Templates/page", name), "utf8"))).join("\n");
  return new Function(text + `\nreturn { ${names.join(", ")} };`)();
}

/** The tensors of a safetensors file by name: { values, shape }. */
export function readTensors(file) {
  const bytes = readFileSync(file), length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString());
  const tensors = {};
  for (const [name, { dtype, shape, data_offsets: [start, end] }] of Object.entries(header)) {
    const own = bytes.subarray(8 + length + start, 8 + length + end);
    const values = dtype === "U8" ? Uint8Array.from(own)
      : Float32Array.from({ length: own.length / 4 }, (_, i) => own.readFloatLE(4 * i));
    tensors[name] = { values, shape };
  }
  return tensors;
}
