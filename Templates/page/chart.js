"use strict";
// The chart of the metrics: two panels over one axis, values under the pointer or the arrow keys.
import { whenWhole } from "./views.js";

/** Makes an element of SVG. */
/** @param {string} name @param {Record<string, string | number>} attributes @param {string | number} [text] */
export function svgElement(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) made.setAttribute(key, String(attributes[key]));
  if (text !== undefined) made.textContent = String(text);
  return made;
}

/** About as many round numbers of an axis as `wanted`: { list, digits }, with the digits that they are written by. */
/** @type {(low: number, high: number, wanted: number) => { list: number[], digits: number }} */
export function axisTicks(low, high, wanted) {
  const rough = (high - low) / wanted, power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find(f => f * power >= rough) ?? 10);
  const list = [];
  for (let value = Math.ceil(low / step) * step; value <= high + step * 1e-9; value += step) list.push(value);
  return { list, digits: Math.max(0, -Math.floor(Math.log10(step))) };
}

whenWhole(() => {
  const chart = document.getElementById("chart"), source = document.getElementById("metrics-data");
  if (!chart || !source || !source.textContent.trim()) return;
  /** @type {MetricsData} */
  const data = JSON.parse(source.textContent);
  const plot = chart.querySelector(".plot"), readout = chart.querySelector(".readout");
  // A plain autoencoder has its reconstruction and nothing else.
  const isPlain = "plain" in chart.dataset, score = isPlain ? "reconstruction" : "ELBO";
  /** @type {Series[]} */
  const parts = isPlain ? [] : [{ key: "reconstruction", name: "reconstruction", panel: 0 }, { key: "kl", name: "KL divergence", panel: 1 }];
  /** @type {Series[]} */
  const series = [...parts.slice(0, 1), { key: "train", name: "train " + score, panel: 0 }, { key: "test", name: "test " + score, panel: 0 },
    ...parts.slice(1)];
  const reading = ["test", "train", "reconstruction", "kl"].flatMap(key => series.filter(s => s.key === key));
  const number = (/** @type {number | null} */ value) => value === null ? "–" : value.toFixed(1).replace("-", "−");
  /** @type {number[]} */
  let rows = [];
  /** @type {(i: number) => number} */
  let x = () => 0;
  /** @type {{ mine: Series[], y: (value: number) => number, bottom: number, origin: number }[]} */
  let panels = [];
  let range = "all", cross = svgElement("g", {}), chosen = -1;

  function draw() {
    const width = Math.max(320, plot.clientWidth), narrow = width < 620;
    const left = 48, right = narrow ? 12 : isPlain ? 164 : 118, gap = 34;
    const heights = [narrow ? 220 : 280, ...(isPlain ? [] : [narrow ? 90 : 110])];
    const height = heights.reduce((sum, one) => sum + one + gap, 10);
    const first = data.step.findIndex((_, i) => data.epoch[i] > 1) - 1;
    rows = data.step.map((_, i) => i).filter(i => range === "all" || first < 1 || i >= first);
    // The square root gives the many early snapshots room.
    const start = Math.sqrt(data.step[rows[0]]), end = Math.sqrt(data.step[rows[rows.length - 1]]) || 1;
    x = i => left + (Math.sqrt(data.step[i]) - start) / (end - start || 1) * (width - left - right);
    const svg = svgElement("svg", { viewBox: "0 0 " + width + " " + height });
    let top = 8;
    panels = heights.map((panelHeight, panel) => {
      const mine = series.filter(s => s.panel === panel && rows.some(i => data[s.key][i] !== null));
      const values = mine.flatMap(s => rows.flatMap(i => data[s.key][i] ?? []));
      let low = Math.min(...values), high = Math.max(...values);
      if (!(high > low)) { low -= 1; high += 1; }
      const pad = (high - low) * 0.06;
      low = panel === 1 && low >= 0 && range === "all" ? 0 : low - pad;
      high += pad;
      const origin = top;
      const y = (/** @type {number} */ value) => origin + (high - value) / (high - low) * panelHeight;
      const marks = axisTicks(low, high, panel === 0 ? 5 : 3);
      for (const value of marks.list) {
        svg.append(svgElement("line", { class: "grid", x1: left, x2: width - right, y1: y(value), y2: y(value) }));
        svg.append(svgElement("text", { x: left - 8, y: y(value) + 4, "text-anchor": "end" },
          value.toFixed(marks.digits).replace("-", "−")));
      }
      top += panelHeight + gap;
      return { mine, y, bottom: origin + panelHeight, origin };
    });
    const floor = panels.at(-1).bottom;
    let lastMark = Infinity;
    for (const i of rows.slice().reverse()) {
      const ends = i + 1 === data.epoch.length || data.epoch[i + 1] > data.epoch[i];
      if (!ends || data.epoch[i] < 1) continue;
      svg.append(svgElement("line", { class: "epoch", x1: x(i), x2: x(i), y1: panels[0].origin, y2: floor }));
      if (lastMark - x(i) < 26) continue;
      lastMark = x(i);
      svg.append(svgElement("text", { x: x(i), y: floor + 18, "text-anchor": "middle" }, data.epoch[i]));
    }
    svg.append(svgElement("text", { x: (left + width - right) / 2, y: floor + 36, "text-anchor": "middle" },
      "epochs, on a square-root scale"));
    for (const panel of panels) {
      /** @type {{ s: Series, y: number }[]} */
      const names = [];
      for (const s of panel.mine) {
        const points = rows.flatMap(i => { const value = data[s.key][i]; return value === null ? [] : [{ at: x(i), y: panel.y(value) }]; });
        svg.append(svgElement("path", { class: "curve " + s.key,
          d: points.map(({ at, y }, k) => (k ? "L" : "M") + at.toFixed(1) + " " + y.toFixed(1)).join("") }));
        names.push({ s, y: points.at(-1).y });
      }
      names.sort((a, b) => a.y - b.y);
      names.forEach((name, k) => {
        if (k) name.y = Math.max(name.y, names[k - 1].y + 17);
        if (!narrow) svg.append(svgElement("text", { class: "name " + name.s.key, x: width - right + 8, y: name.y + 4 }, name.s.name));
      });
    }
    cross = svgElement("g", {});
    svg.append(cross);
    plot.replaceChildren(svg);
    choose(rows.includes(chosen) ? chosen : rows[rows.length - 1]);
  }

  /** @type {(i: number) => void} */
  function choose(i) {
    chosen = i;
    cross.replaceChildren(svgElement("line", { class: "cross", x1: x(i), x2: x(i), y1: panels[0].origin, y2: panels.at(-1).bottom }));
    for (const panel of panels) {
      for (const s of panel.mine) {
        const value = data[s.key][i];
        if (value === null) continue;
        cross.append(svgElement("circle", { class: s.key, cx: x(i), cy: panel.y(value), r: 4 }));
      }
    }
    const moment = data.step[i] === 0 ? "before training" : "epoch " + data.epoch[i] + ", batch " + data.batch[i];
    readout.replaceChildren(...[["", moment, ""], ...reading.filter(s => data[s.key][i] !== null)
      .map(s => [s.name, number(data[s.key][i]), s.key])].map(([name, value, key]) => {
      const span = document.createElement("span"), strong = document.createElement("b");
      strong.textContent = value;
      if (key) span.append(Object.assign(document.createElement("i"), { className: key }), name + " ");
      span.append(strong);
      return span;
    }));
  }

  plot.addEventListener("pointermove", event => {
    const box = plot.getBoundingClientRect();
    const at = (event.clientX - box.left) * Math.max(320, plot.clientWidth) / box.width;
    choose(rows.reduce((best, i) => Math.abs(x(i) - at) < Math.abs(x(best) - at) ? i : best, rows[0]));
  });
  plot.addEventListener("keydown", event => {
    const step = new Map([["ArrowLeft", -1], ["ArrowRight", 1], ["Home", -1e6], ["End", 1e6]]).get(event.key);
    if (!step) return;
    event.preventDefault();
    choose(rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(chosen) + step))]);
  });
  for (const button of chart.querySelectorAll("[data-range]")) {
    button.addEventListener("click", () => {
      range = button.dataset.range ?? "all";
      for (const other of chart.querySelectorAll("[data-range]")) other.setAttribute("aria-pressed", other === button);
      draw();
    });
  }
  document.addEventListener("moment", event => {
    if (event.detail.labels.length === data.step.length && rows.includes(event.detail.index)) choose(event.detail.index);
  });
  chart.hidden = false;
  chart.querySelector(".chart-scale").hidden = !data.epoch.some(epoch => epoch > 1);
  new ResizeObserver(draw).observe(chart);
  draw();
});
