// What the workspace does beyond plain pages. Everything works without it.
"use strict";

// Whoever leaves with something typed and not sent is asked first.
let typed = false;
document.addEventListener("input", (event) => {
  if (event.target.form?.matches("[data-keeps]")) typed = true;
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

// The follow-up is saved as one writes. A save that finds no network says so, keeps the text in this browser
// as well, and is tried again; what was never sent comes back into the fields when the page is opened anew.
const AGAIN_AFTER = 10000;
const slotOf = (element) => element?.closest?.("[data-slot]");
const netOf = (item) => `fardplan:${document.body.dataset.person ?? ""}:${item.dataset.slot}`;
const fieldsOf = (item) => [...item.querySelectorAll("input, textarea, select")].filter((field) => field.name && field.type !== "hidden");
const keepInBrowser = (item) => {
  const kept = fieldsOf(item).filter((field) => field.type !== "radio" || field.checked).map((field) => [field.name, field.value]);
  try { localStorage.setItem(netOf(item), JSON.stringify(kept)); } catch { /* a full or forbidden store */ }
};
const letGo = (item) => {
  try { localStorage.removeItem(netOf(item)); } catch { /* nothing was kept */ }
};
const tellOf = (item, what) => {
  const told = item.querySelector(".owed-saved");
  const words = document.getElementById("follow-up")?.dataset[what];
  if (told && words) told.textContent = words;
  item.dataset.standing = what;
};
document.addEventListener("input", (event) => {
  const item = slotOf(event.target);
  if (!item) return;
  tellOf(item, "unsaved");
  keepInBrowser(item);
});
const triedAgain = (item) => {
  if (item.dataset.standing === "lost" && item.isConnected) htmx.trigger(item, "again");
};
const notSent = (event) => {
  const item = slotOf(event.target);
  if (!item) return;
  tellOf(item, "lost");
  keepInBrowser(item);
  setTimeout(() => triedAgain(item), AGAIN_AFTER);
};
document.addEventListener("htmx:sendError", notSent);
document.addEventListener("htmx:timeout", notSent);
window.addEventListener("online", () => document.querySelectorAll("[data-standing=lost]").forEach(triedAgain));
document.addEventListener("htmx:afterOnLoad", (event) => {
  const item = slotOf(event.target);
  if (!item || event.detail.xhr.status >= 400) return;
  delete item.dataset.standing;
  letGo(item);
});
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-slot]").forEach((item) => {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(netOf(item))); } catch { /* not ours */ }
    if (!Array.isArray(kept)) return;
    let changed = false;
    kept.forEach(([name, value]) => {
      const fields = fieldsOf(item).filter((field) => field.name === name);
      const field = fields.length > 1 ? fields.find((one) => one.value === value) : fields[0];
      if (!field || (field.type === "radio" ? field.checked : field.value === value)) return;
      if (field.type === "radio") field.checked = true; else field.value = value;
      changed = true;
    });
    if (!changed) { letGo(item); return; }
    tellOf(item, "found");
    htmx.trigger(item, "again");
  });
});

// A thing that was marked ready comes back in its place; what counts the things is told anew, and the way on shown.
const tellCounts = () => {
  let left = 0;
  document.querySelectorAll(".sheet").forEach((sheet) => {
    const [all, ready] = [".owed", ".owed.is-ready"].map((what) => sheet.querySelectorAll(what).length);
    const done = sheet.querySelector("[data-done]");
    if (done) done.textContent = done.dataset.done.replace("#", ready);
    sheet.querySelectorAll(".hand-in").forEach((way) => { way.hidden = ready < all; });
    left += all - ready;
  });
  const lead = document.querySelector("[data-left]");
  if (lead) lead.textContent = left > 1 ? lead.dataset.many.replace("2", left) : left ? lead.dataset.one : lead.dataset.none;
  document.querySelectorAll(".sheet-foot").forEach((foot) => { foot.hidden = !left; });
};
document.addEventListener("htmx:afterSettle", (event) => {
  const item = event.detail.elt;
  if (!item.matches?.(".owed")) return;
  letGo({ dataset: { slot: item.dataset.thing } });
  tellCounts();
  if (document.activeElement === document.body) item.querySelector("button, textarea, input:not([type=hidden])")?.focus();
});

// Many boxes to tick are searched as one types; what is ticked stays in sight. The search is there with scripts.
const openSearches = (root) => {
  root.querySelectorAll(".keys-search").forEach((item) => { item.hidden = false; });
};
document.addEventListener("DOMContentLoaded", () => openSearches(document));
document.addEventListener("htmx:afterSettle", (event) => openSearches(event.target));
document.addEventListener("input", (event) => {
  const sought = event.target.closest("[data-narrows]");
  if (!sought) return;
  const words = sought.value.toLocaleLowerCase().split(/\s+/);
  document.getElementById(sought.dataset.narrows).querySelectorAll(".choice").forEach((item) => {
    const text = item.textContent.toLocaleLowerCase();
    item.hidden = !item.querySelector("input").checked && !words.every((word) => text.includes(word));
  });
});
