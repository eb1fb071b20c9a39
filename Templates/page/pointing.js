"use strict";
// Mouse, fingers and keys on the plane. A mouse points by hovering, pins by a click and pans by dragging; one finger
// points, two zoom and pan; the arrow keys move the code.

/** @type {(view: PlaneView, answers: PlaneAnswers) => void} */
export function listenToPlane(view, { point, pin, leave, moved, key, grab }) {
  const canvas = view.canvas;
  /** @type {Map<number, Point>} */
  const fingers = new Map();
  /** @type {Point | null} */
  let start = null;
  /** @type {Grip | null} */
  let held = null;
  /** @type {{ middle: Point, width: number } | null} */
  let pinch = null;
  let dragged = false;
  /** @type {(event: MouseEvent) => Point} */
  const at = event => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * view.size / box.width, (event.clientY - box.top) * view.size / box.width];
  };
  /** @type {(point: Point) => Point} */
  const plane = ([px, py]) => [view.x(px), view.y(py)];

  canvas.addEventListener("pointerdown", event => {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    start = at(event);
    dragged = false;
    held = grab(...start);
    if (event.pointerType !== "mouse" && fingers.size === 1 && !held) point(...plane(start));
    if (fingers.size === 2) pinch = null;
  });
  canvas.addEventListener("pointermove", event => {
    const here = at(event);
    const before = fingers.get(event.pointerId);
    if (!before) { point(...plane(here)); return; }
    fingers.set(event.pointerId, here);
    if (fingers.size === 2) {
      const [a, b] = [...fingers.values()];
      /** @type {{ middle: Point, width: number }} */
      const now = { middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], width: Math.hypot(a[0] - b[0], a[1] - b[1]) };
      if (pinch) {
        view.pan(pinch.middle[0] - now.middle[0], pinch.middle[1] - now.middle[1]);
        view.zoom(pinch.width / Math.max(1, now.width), ...plane(now.middle));
        moved();
      }
      pinch = now;
      return;
    }
    if (start && Math.hypot(here[0] - start[0], here[1] - start[1]) > 4) dragged = true;
    if (held) held(...plane(here));
    else if (event.pointerType !== "mouse") point(...plane(here));
    else if (dragged) {
      view.pan(before[0] - here[0], before[1] - here[1]);
      moved();
    }
  });
  const up = (/** @type {PointerEvent} */ event) => {
    if (!fingers.delete(event.pointerId)) return;
    if (!held && fingers.size === 0 && event.type === "pointerup" && (!dragged || event.pointerType !== "mouse")) pin(...plane(at(event)));
    else if (event.type === "pointercancel") leave();
    held = null;
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("pointerleave", event => { if (!fingers.size && event.pointerType === "mouse") leave(); });
  // The wheel scrolls the page, unless the plane has the focus or a key asks for zoom.
  canvas.addEventListener("wheel", event => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== canvas) return;
    event.preventDefault();
    view.zoom(Math.exp(Math.max(-80, Math.min(80, event.deltaY)) / 240), ...plane(at(event)));
    moved();
  }, { passive: false });
  canvas.addEventListener("keydown", event => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (key(event.key, event.shiftKey)) event.preventDefault();
  });
}
