"use strict";
// Shows all runs at one moment: the decoded planes, the codes, and a line on the curves.
(() => {
  const bar = document.querySelector(".moments"), source = document.getElementById("moments-data");
  if (!bar || !source) return;
  /** @type {ComparedMoments} */
  const data = JSON.parse(source.textContent);
  const bytes = (/** @type {string} */ text) => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const last = data.labels.length - 1;

  const contexts = new Map();
  /** @param {HTMLCanvasElement} canvas @returns {Canvas2D} */
  function contextOf(canvas) {
    if (!contexts.has(canvas)) contexts.set(canvas, canvas.getContext("2d"));
    return contexts.get(canvas);
  }

  /**
   * Draws where a run's test images lie at a frame.
   * @param {ComparedView} run @param {number} frame
   */
  function drawCodes(run, frame) {
    const canvas = run.codes, context = contextOf(canvas), side = canvas.width, count = run.labelBytes.length;
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, side, side);
    const scale = side / (2 * run.reach), radius = 1.9 * side / 336;
    context.globalAlpha = 0.75;
    for (let i = 0; i < count; i += 1) {
      const at = (frame * count + i) * 2, x = run.places[at];
      if (x === 65535) continue;
      const label = run.labelBytes[i], corners = run.marks[label] || [];
      const px = x / 65534 * side, py = (1 - run.places[at + 1] / 65534) * side;
      context.fillStyle = run.colours[label] || "#888888";
      context.beginPath();
      if (corners.length) corners.forEach(([cx, cy]) => context.lineTo(px + cx * radius, py + cy * radius));
      else context.arc(px, py, radius, 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 0.55;
    context.strokeStyle = "#1a1c20";
    context.lineWidth = side / 336;
    context.setLineDash([4 * side / 336, 3 * side / 336]);
    for (const sigma of [1, 2]) {
      context.beginPath();
      if (run.isLine) {
        for (const x of [-sigma, sigma]) {
          context.moveTo(side / 2 + x * scale, 0);
          context.lineTo(side / 2 + x * scale, side);
        }
      } else context.arc(side / 2, side / 2, sigma * scale, 0, 2 * Math.PI);
      context.stroke();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
    frameOf(context, side);
  }

  /**
   * The plot's edge, which a canvas covers half of.
   * @param {Canvas2D} context @param {number} side
   */
  function frameOf(context, side) {
    context.strokeStyle = "#b4b9c1";
    context.lineWidth = side / 336;
    context.strokeRect(context.lineWidth / 2, context.lineWidth / 2, side - context.lineWidth, side - context.lineWidth);
  }

  /**
   * Draws the decoded plane of a run at a frame.
   * @param {ComparedView} run @param {number} frame
   */
  function drawPlane(run, frame) {
    const canvas = run.plane, context = contextOf(canvas), side = canvas.width, { width, height, columns } = run;
    const scale = side / Math.max(width, height), drawn = height * scale;
    context.imageSmoothingEnabled = false;
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, side, side);
    context.drawImage(run.sheet, frame % columns * width, Math.floor(frame / columns) * height, width, height,
      0, (side - drawn) / 2, width * scale, drawn);
    frameOf(context, side);
  }

  const articles = document.querySelectorAll("article[data-run]");
  /** @type {ComparedView[]} */
  const runs = data.runs.map((run, index) => {
    const article = articles[index], packed = bytes(run.points);
    const places = Uint16Array.from({ length: packed.length / 2 }, (_, i) => packed[2 * i] | packed[2 * i + 1] << 8);
    return { ...run, places, labelBytes: bytes(run.labels), words: article.querySelector(".now"),
      sheet: article.querySelector(".frames"), plane: article.querySelector(".decoded canvas"),
      codes: article.querySelector(".codes canvas") };
  });
  // A run without a plane has words alone.
  const drawn = runs.filter(run => run.sheet);
  const slider = bar.querySelector("input"), output = bar.querySelector("output"), play = bar.querySelector(".play");
  const plots = [...document.querySelectorAll(".plot[data-end]")];
  let moment = last, timer = 0;

  /** @param {number} next */
  function show(next) {
    moment = Math.min(last, Math.max(0, next));
    slider.value = String(moment);
    slider.setAttribute("aria-valuetext", data.labels[moment]);
    output.textContent = data.labels[moment];
    for (const run of runs) run.words.textContent = run.captions[run.frames[moment]];
    for (const run of drawn) {
      const frame = run.frames[moment];
      // The last moment is there as a picture that is sharp at any size.
      const isLast = moment === last;
      run.plane.hidden = run.codes.hidden = isLast;
      if (isLast) continue;
      if (run.sheet.complete && run.sheet.naturalWidth) drawPlane(run, frame);
      drawCodes(run, frame);
    }
    for (const plot of plots) {
      const end = Number(plot.dataset.end), at = Math.min(data.positions[moment], end);
      plot.querySelector("i").style.left = (end > 0 ? Math.sqrt(at / end) * 100 : 0) + "%";
    }
  }
  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = "▶";
    play.setAttribute("aria-label", "Play");
  }
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (moment === last) show(0);
    play.textContent = "❚❚";
    play.setAttribute("aria-label", "Pause");
    timer = setInterval(() => { show(moment + 1); if (moment === last) stop(); }, 500);
  });
  bar.querySelector(".back").addEventListener("click", () => { stop(); show(moment - 1); });
  bar.querySelector(".forth").addEventListener("click", () => { stop(); show(moment + 1); });
  slider.addEventListener("input", () => { stop(); show(Number(slider.value)); });
  // What was not there at first is drawn once it is.
  for (const run of drawn) run.sheet.decode().then(() => show(moment)).catch(() => {});
  // On paper all is at its end, as what is said is.
  let before = last;
  addEventListener("beforeprint", () => { stop(); before = moment; show(last); });
  addEventListener("afterprint", () => show(before));

  // The slider is at hand wherever planes or curves are.
  bar.hidden = false;
  bar.classList.add("everywhere");
  document.body.classList.add("moving");
  for (const plot of plots) plot.hidden = false;
  const asked = parseInt(new URLSearchParams(location.hash.slice(1)).get("moment") ?? "", 10);
  show(Number.isNaN(asked) ? last : asked);
})();
