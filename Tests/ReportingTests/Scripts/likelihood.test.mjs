// The page's likelihoods against the program's numbers: LIKELIHOODS is a JSON file of them by name.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./page.mjs";

const { likelihoodKinds } = load(["likelihood.js"], ["likelihoodKinds"]);

for (const [name, expected] of Object.entries(JSON.parse(readFileSync(process.env.LIKELIHOODS, "utf8")))) {
  test(name, () => {
    const Kind = likelihoodKinds[name];
    const parameters = Object.entries(expected.parameters).map(([key, value]) => ["likelihood." + key, { values: [value] }]);
    const likelihood = new Kind(Object.fromEntries(parameters)), { outputs, values } = expected;
    assert.equal(Kind.hasEntropy, expected.hasEntropy);
    const density = likelihood.logDensity(values, Float32Array.from(outputs));
    assert.ok(Math.abs(density / expected.logDensity - 1) < 1e-5, `${density} for ${expected.logDensity}`);
    const means = likelihood.makeMeans(Float32Array.from(outputs));
    means.forEach((mean, i) => assert.ok(Math.abs(mean - expected.means[i]) < 1e-6, `mean of ${outputs[i]}`));
    // The page has coordinates from means, whose 32 bits tell little of what is next to 1.
    const coordinates = likelihood.coordinates(Float32Array.from(expected.means));
    const middle = likelihood.coordinates(likelihood.makeMeans(new Float32Array(1)))[0];
    coordinates.forEach((coordinate, i) => {
      const difference = Math.abs(coordinate - middle - expected.coordinates[i]);
      assert.ok(difference < 1e-3 * Math.max(1, Math.abs(expected.coordinates[i])), `coordinate of ${outputs[i]}`);
    });
  });
}
