// The list above the composer: commands, choices, people. Keyboard and pointer choose the same way.

import { byId, el } from "./dom.js";

let rows = [];
let current = 0;
let choose = () => {};

const box = () => byId("suggestions");

// Each entry has "value", and a "node" or a "label" with perhaps a "detail"; *done* gets the entry.
export function suggest(title, entries, done, empty = "") {
  choose = done;
  rows = entries.map((entry, index) => {
    const row = el("div", { class: "suggestion", role: "option", id: `suggestion-${index}` },
      entry.node ?? [el("bdi", {}, entry.label), entry.detail && el("span", { class: "muted" }, entry.detail)]);
    row.addEventListener("pointermove", () => mark(index));
    row.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(entry); });
    return { row, entry };
  });
  box().replaceChildren(el("div", { class: "suggestions-title" }, title),
    ...(rows.length ? rows.map((one) => one.row) : [el("div", { class: "suggestions-empty" }, empty)]));
  box().hidden = !rows.length && !empty;
  mark(0);
}

export function quiet() {
  rows = [];
  box().hidden = true;
}

function mark(index) {
  current = index;
  rows.forEach((one, at) => one.row.setAttribute("aria-selected", at === index));
  rows[index]?.row.scrollIntoView({ block: "nearest" });
}

// Choose what is marked, if there is a list.
export function accept() {
  if (rows.length) choose(rows[current].entry);
}

// Arrow keys, Enter and Tab while the list is open; tells whether the key was used.
export function key(event) {
  if (box().hidden || !rows.length) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) mark((current + step + rows.length) % rows.length);
  else if (event.key === "Enter" || event.key === "Tab") accept();
  else return false;
  event.preventDefault();
  return true;
}
