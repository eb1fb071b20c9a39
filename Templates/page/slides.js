"use strict";
// Turns the slides by keys, keeps the one on show in the address, and plays the film where motion is wanted.
(() => {
  const slides = [...document.querySelectorAll(".slide")], still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const current = () => slides.reduce((best, slide, i) =>
    Math.abs(slide.getBoundingClientRect().top) < Math.abs(slides[best].getBoundingClientRect().top) ? i : best, 0);
  const go = (/** @type {number} */ index) => {
    const slide = slides[Math.min(slides.length - 1, Math.max(0, index))];
    slide.scrollIntoView({ behavior: /** @type {ScrollBehavior} */ ("instant"), block: "start" });
    slide.focus({ preventScroll: true });
    try { history.replaceState(null, "", "#" + (slides.indexOf(slide) + 1)); } catch { /* the address stays as it is */ }
  };
  /** @type {Record<string, number>} */
  const steps = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -Infinity, End: Infinity };
  addEventListener("keydown", event => {
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(current() + step);
  });
  const asked = parseInt(location.hash.slice(1), 10);
  if (asked > 1) addEventListener("load", () => go(asked - 1));

  // On paper the film rests on its end.
  const stage = document.querySelector(".stage img"), frames = [...document.querySelectorAll(".frames img")];
  if (!stage || still) return;
  const end = stage.src;
  let frame = 0, timer = 0;
  const play = () => {
    stage.src = frames[frame].src;
    timer = setTimeout(play, frame === frames.length - 1 ? 2500 : 450);
    frame = (frame + 1) % frames.length;
  };
  const rest = () => { clearTimeout(timer); timer = 0; stage.src = end; };
  new IntersectionObserver(entries => {
    rest();
    if (entries.at(-1).isIntersecting) { frame = 0; play(); }
  }, { threshold: 0.5 }).observe(stage);
  addEventListener("beforeprint", rest);
})();
