// Elements from plain values. Text only ever becomes text nodes: names and messages are hostile.

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("aria-")) node.setAttribute(name, value);
    else if (value === false) continue;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...real(children));
  return node;
}

const real = (children) => children.flat(3).filter((child) => child !== undefined && child !== null && child !== false);

export const fill = (node, ...children) => node.replaceChildren(...real(children));

export const byId = (id) => document.getElementById(id);

export const colour = (number) => "#" + Number(number).toString(16).padStart(6, "0");

// A name of unknown direction, which must not turn its surroundings round.
export const bidi = (text, props = {}) => el("bdi", props, text);

const HUES = ["#5865f2", "#3ba55c", "#e08b2c", "#d84a4e", "#9b5fd0", "#1f9aa8", "#c2548f", "#6f7a86"];

export function avatar(person, size = "") {
  const letters = [...(person.shown || person.name || "?").trim()];
  const circle = el("span", { class: `avatar ${size}`, "aria-hidden": "true" }, (letters[0] || "?").toUpperCase());
  const sum = [...String(person.id)].reduce((total, digit) => total + digit.charCodeAt(0), 0);
  circle.style.background = person.bot ? "#4752c4" : HUES[sum % HUES.length];
  return circle;
}

export function toast(text) {
  const node = el("div", { class: "toast" }, text);
  byId("toasts").append(node);
  setTimeout(() => node.remove(), 5000);
}
