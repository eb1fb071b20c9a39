"use strict";
// The page's buttons: theme, position in the contents, enlarging, saving, copying.
import { bytesOf, unpack, openDrawing, saveBytes } from "./archive.js";
import { element, whenWhole } from "./views.js";
import { sheetFrames, framesAsGIF } from "./frames.js";
import { frameLabels } from "./player.js";
whenWhole(() => {
  const root = document.documentElement;
  const make = (/** @type {string} */ name, /** @type {string} */ text, /** @type {HTMLElement} */ parent) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    if (name) button.className = name;
    parent.append(button);
    return button;
  };

  // Theme: as the system has it, light, dark. Storage may be closed to pages from a file.
  const themes = ["auto", "light", "dark"], theme = document.querySelector(".theme");
  const setTheme = (/** @type {string} */ name) => {
    if (name === "auto") delete root.dataset.theme; else root.dataset.theme = name;
    theme.querySelector(".theme-name").textContent = name[0].toUpperCase() + name.slice(1);
    theme.setAttribute("aria-label", "Colours: " + name);
    try { localStorage.setItem("vae-viz-theme", name); } catch { /* it is not remembered */ }
  };
  let stored = "auto";
  try { stored = localStorage.getItem("vae-viz-theme") || "auto"; } catch { /* nothing remembered */ }
  setTheme(themes.includes(stored) ? stored : "auto");
  theme.hidden = false;
  theme.addEventListener("click", () => setTheme(themes[(themes.indexOf(root.dataset.theme || "auto") + 1) % 3]));

  // Contents: the last chapter whose head has passed the upper third of the window.
  const links = [...document.querySelectorAll(".contents a")];
  const chapters = links.map(link => document.getElementById(link.hash.slice(1)));
  let waiting = false;
  const mark = () => {
    waiting = false;
    let current = chapters.findLastIndex(chapter => chapter && chapter.getBoundingClientRect().top < innerHeight / 3);
    if (innerHeight + scrollY >= root.scrollHeight - 4) current = links.length - 1;
    links.forEach((link, i) => i === current ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
  };
  addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(mark); } }, { passive: true });
  mark();

  // Enlarging and saving.
  const box = document.querySelector(".lightbox"), stage = box.querySelector(".stage");
  const enlarge = (/** @type {HTMLElement} */ figure) => {
    const original = figure.querySelector("img"), copy = new Image(original.width, original.height);
    copy.src = original.getAttribute("src") ?? "";
    copy.alt = original.alt;
    stage.replaceChildren(copy);
    box.classList.remove("full");
    box.querySelector(".lightbox-title").textContent = figure.querySelector("h4").textContent;
    box.showModal();
  };
  stage.addEventListener("click", event => {
    if (event.target instanceof HTMLImageElement) box.classList.toggle("full"); else box.close();
  });
  const picture = async (/** @type {HTMLElement} */ figure) => {
    const image = figure.querySelector("img"), address = image.getAttribute("src") ?? "";
    if (address.startsWith("data:")) return saveBytes(bytesOf(address), address.slice(5, address.indexOf(";")), figure.dataset.file);
    // A drawing: as many pixels as a picture in the run's folder has.
    const size = (/** @type {string} */ side) => 2 * Number(image.getAttribute(side));
    const canvas = element("canvas", { width: size("width"), height: size("height") });
    (/** @type {Canvas2D} */ (canvas.getContext("2d"))).drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(blob => { if (blob) saveBytes(blob, "image/png", figure.dataset.file); }, "image/png");
  };
  const stem = (/** @type {HTMLElement} */ figure) => figure.dataset.file.replace(/\.[a-z]+$/, "");
  for (const figure of document.querySelectorAll("figure")) {
    const title = figure.querySelector("h4").textContent, paper = figure.querySelector(".paper");
    const tools = document.createElement("div");
    tools.className = "tools";
    figure.querySelector(".figure-head").append(tools);
    const offer = (/** @type {string} */ text, /** @type {string} */ name, /** @type {() => void} */ action) => {
      const button = make("", text, tools);
      button.setAttribute("aria-label", name + ": " + title);
      button.addEventListener("click", action);
    };
    offer("Enlarge", "Enlarge", () => enlarge(figure));
    offer(figure.dataset.file.split(".").at(-1).toUpperCase(), "Download as a picture", () => picture(figure));
    const { drawing, sheet } = figure.dataset;
    if (drawing) {
      offer("SVG", "Download as a drawing", async () => saveBytes(await openDrawing(drawing), "image/svg+xml", stem(figure) + ".svg"));
    }
    if (sheet) {
      offer("GIF", "Download as an animation", async () => {
        const image = figure.querySelector("img"), labels = frameLabels(figure, Number(sheet.split(" ")[2]));
        await image.decode();
        saveBytes(framesAsGIF(sheetFrames(image, sheet, labels)), "image/gif", stem(figure) + ".gif");
      });
    } else if (!figure.classList.contains("animation")) {
      paper.style.cursor = "zoom-in";
      paper.addEventListener("click", () => enlarge(figure));
    }
  }
  // A figure is shown by its drawing, which is sharp at any size, once it comes near; until then, and where that
  // fails, by its picture.
  const nearby = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      nearby.unobserve(target);
      sharpen(/** @type {HTMLElement} */ (target)).catch(error => console.warn(target.id, error.message));
    }
  }, { rootMargin: "600px" });
  const sharpen = async (/** @type {HTMLElement} */ figure) => {
    const drawing = new Image();
    drawing.src = URL.createObjectURL(new Blob([await openDrawing(figure.dataset.drawing ?? "")], { type: "image/svg+xml" }));
    await drawing.decode();
    figure.querySelector("img").src = drawing.src;
  };
  for (const figure of document.querySelectorAll("figure[data-drawing]")) nearby.observe(figure);
  for (const button of document.querySelectorAll(".save")) {
    button.hidden = false;
    button.addEventListener("click", async () => saveBytes(await unpack(button.dataset.held), "application/octet-stream", button.dataset.name));
  }
  for (const text of document.querySelectorAll(".without")) text.hidden = true;

  // The command.
  const command = document.querySelector(".command code");
  // A line ends before an option rather than within it.
  command?.replaceChildren(...command.textContent.split(/ (?=--)/).flatMap((part, i) => [i ? " " : "", element("span", { className: "part" }, part)]));
  const copy = document.querySelector(".copy");
  if (command && copy) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(command.textContent);
        copy.textContent = "Copied";
      } catch {
        getSelection()?.selectAllChildren(command);
        copy.textContent = "Selected: press Ctrl+C";
      }
      setTimeout(() => { copy.textContent = "Copy"; }, 2500);
    });
  }
});
