// What the workspace does beyond plain pages. Everything works without it.
"use strict";

// Whoever leaves with something typed and not sent is asked first.
let typed = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-keeps]")) typed = true;
});
document.addEventListener("submit", () => { typed = false; });
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) typed = false;
});
window.addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});

// What could not be saved is what a screen reader should come to first.
const tellProblems = (root) => root.querySelector(".problems")?.focus();
document.addEventListener("DOMContentLoaded", () => tellProblems(document));
document.addEventListener("htmx:afterSettle", (event) => tellProblems(event.target));

// A choice that filters a list is answered at once; without scripts there is a button for it.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-at-once]");
  if (form) form.requestSubmit();
});

// Without the network nothing is lost: the page says so, and says when it is back.
const lost = () => {
  document.querySelectorAll("[data-when-lost]").forEach((item) => { item.hidden = false; });
};
const back = () => {
  document.querySelectorAll("[data-when-lost]").forEach((item) => { item.hidden = true; });
};
document.addEventListener("htmx:sendError", lost);
document.addEventListener("htmx:timeout", lost);
window.addEventListener("offline", lost);
window.addEventListener("online", back);
document.addEventListener("htmx:afterOnLoad", back);

// In a grid of links the arrow keys go from cell to cell, and the one that they reach is followed.
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
document.addEventListener("keydown", (event) => {
  const cell = event.target.closest("[data-grid] td");
  const step = STEPS[event.key];
  if (!cell || !step || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const row = cell.parentElement;
  const to = row.parentElement.rows[row.sectionRowIndex + step[0]]?.cells[cell.cellIndex + step[1]];
  const link = to?.querySelector("a");
  if (!link) return;
  link.focus();
  link.click();
});
