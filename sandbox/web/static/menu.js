// Small menus at a place: opened one at a time, closed by Escape or a click elsewhere.

import { byId, el } from "./dom.js";

let close = () => {};

function place(node, left, top) {
  document.body.append(node);
  const box = node.getBoundingClientRect();
  node.style.left = Math.max(8, Math.min(left, innerWidth - box.width - 8)) + "px";
  node.style.top = Math.max(8, Math.min(top, innerHeight - box.height - 8)) + "px";
}

function open(content, left, top) {
  close();
  const node = el("div", { class: "popup" }, content);
  const outside = (event) => { if (!node.contains(event.target)) close(); };
  const escape = (event) => { if (event.key === "Escape") close(); };
  close = () => {
    node.remove();
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", escape, true);
    close = () => {};
  };
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", escape, true);
  place(node, left, top);
  node.querySelector("button")?.focus({ preventScroll: true });
  return () => close();
}

// Under *anchor*, or above it where there is no room.
export function openAt(anchor, content) {
  const box = anchor.getBoundingClientRect();
  const shut = open(content, box.left, box.bottom + 4);
  const node = document.querySelector(".popup");
  node.style.minWidth = box.width + "px";
  if (box.bottom + node.offsetHeight + 8 > innerHeight) {
    node.style.top = Math.max(8, box.top - node.offsetHeight - 4) + "px";
  }
  return shut;
}

// Entries are [label, what to do] and may have null between them for a line.
export function openMenu(event, title, entries) {
  event.preventDefault();
  const rows = entries.map((entry) => entry === null
    ? el("hr")
    : el("button", { class: "entry", role: "menuitem", onclick: () => { close(); entry[1](); } }, entry[0]));
  open(el("div", { role: "menu" }, title, rows), event.clientX, event.clientY);
}

// A drawer over the chat on small screens, with the rest in shade.
export function shade(on) {
  byId("shade").hidden = !on;
}
