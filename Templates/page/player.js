// Turns an animation into a player: play and pause, a slider over the frames, what each frame shows.
const playIcon = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 2l10 6-10 6z"/></svg>';
const pauseIcon = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 2h4v12H3zM9 2h4v12H9z"/></svg>';

function bytesOf(address) {
  const text = atob(address.slice(address.indexOf(",") + 1));
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function frameLabels(figure, count) {
  const own = figure.querySelector(".frame-labels");
  const labels = own ? JSON.parse(own.textContent) : [];
  return Array.from({ length: count }, (_, i) => labels.length === count ? labels[i] : "frame " + (i + 1) + " of " + count);
}

function makePlayer(figure) {
  const image = figure.querySelector("img");
  if (!image.getAttribute("src").startsWith("data:image/gif")) return;
  const gif = decodeGIF(bytesOf(image.getAttribute("src")));
  const count = gif.frames.length;
  if (count < 2) return;
  const labels = frameLabels(figure, count);
  const canvas = document.createElement("canvas");
  canvas.width = gif.width;
  canvas.height = gif.height;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", image.alt);
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(gif.width, gif.height);
  const colours = new Uint32Array(pixels.data.buffer);
  // Screens already decoded are kept while they are small together; otherwise decoding starts anew.
  const keeps = count * gif.width * gif.height < 9e7;
  const kept = [];
  let screen = new Uint8Array(gif.width * gif.height), painted = -1;

  function show(index) {
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
  }

  const bar = document.createElement("div");
  bar.className = "player";
  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "toggle";
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: 0, max: count - 1, step: 1 });
  slider.setAttribute("aria-label", "Frame");
  const label = document.createElement("output");
  bar.append(toggle, slider, label);

  let current = 0, timer = 0, wants = !matchMedia("(prefers-reduced-motion: reduce)").matches, visible = false;
  function go(index) {
    current = index;
    slider.value = index;
    slider.setAttribute("aria-valuetext", labels[index]);
    label.textContent = labels[index];
    show(index);
  }
  function schedule() {
    clearTimeout(timer);
    toggle.innerHTML = wants ? pauseIcon : playIcon;
    toggle.setAttribute("aria-label", wants ? "Pause" : "Play");
    if (wants && visible) {
      timer = setTimeout(() => { go((current + 1) % count); schedule(); }, Math.max(20, gif.frames[current].delay));
    }
  }
  toggle.addEventListener("click", () => { wants = !wants; schedule(); });
  const stop = index => { wants = false; go(index); schedule(); };
  slider.addEventListener("input", () => {
    stop(Number(slider.value));
    document.dispatchEvent(new CustomEvent("moment", { detail: { index: current, labels } }));
  });
  // Animations of the same moments, and the chart, follow the one that is moved by hand.
  document.addEventListener("moment", event => {
    if (event.detail.index !== current && String(event.detail.labels) === String(labels)) stop(event.detail.index);
  });
  new IntersectionObserver(entries => {
    visible = entries[entries.length - 1].isIntersecting;
    schedule();
  }, { threshold: 0.2 }).observe(canvas);

  // The GIF stays in the page, for the lightbox, for saving and for print.
  image.closest("picture").hidden = true;
  figure.querySelector(".paper").append(canvas);
  figure.querySelector(".paper").after(bar);
  go(wants ? 0 : count - 1);
  schedule();
}

// Players are made when they come near, not all at once.
if ("IntersectionObserver" in window) {
  const nearby = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      nearby.unobserve(entry.target);
      // Where a file cannot be decoded, the browser's own animation stays.
      try { makePlayer(entry.target); } catch (error) { console.warn(entry.target.id, error); }
    }
  }, { rootMargin: "600px" });
  for (const figure of document.querySelectorAll("figure.animation")) nearby.observe(figure);
}
