"use strict";
// Folded parts: a link into one opens it, and on paper all are open.
import { whenWhole } from "./views.js";
whenWhole(() => {
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    const fold = target?.closest("details") ?? target?.querySelector(":scope > details");
    if (!target || !fold || fold.open) return;
    fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
  /** @type {HTMLDetailsElement[]} */
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of closed) fold.open = false; });
});
