// Buttons, selects and the layout parts around them.

import { act } from "./api.js";
import { colour, el } from "./dom.js";
import { media } from "./embeds.js";
import { openForm } from "./forms.js";
import { markdown } from "./markdown.js";
import { pick } from "./picker.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

export function components(message) {
  return message.components.map((part) => component(part, message));
}

function component(part, message) {
  const inner = () => (part.components || []).map((one) => component(one, message));
  switch (part.type) {
    case 1: return el("div", { class: "row" }, inner());
    case 2: return button(part, message);
    case 3: case 5: case 6: case 7: case 8: return select(part, message);
    case 9: return el("div", { class: "section" }, el("div", {}, inner()), component(part.accessory, message));
    case 10: return el("div", { class: "text" }, markdown(part.content));
    case 11: return media(part);
    case 12: return el("div", { class: "gallery" }, part.items.map(media));
    case 14: return el("hr", { class: part.divider ? "" : "bare" });
    case 17: return container(part, inner());
    default: return null;
  }
}

function container(part, content) {
  const node = el("div", { class: "embed container" }, content);
  if (part.accent_color !== null) node.style.borderLeftColor = colour(part.accent_color);
  return node;
}

const emoji = (part) => part.emoji && el("span", { class: "button-emoji" }, part.emoji.name);

function button(part, message) {
  if (part.style === 5) {
    return el("a", { class: "button link", href: /^https?:/.test(part.url) ? part.url : null, target: "_blank", rel: "noopener noreferrer" },
      emoji(part), part.label, el("span", { "aria-hidden": "true" }, " ↗"));
  }
  return el("button", {
    class: `button ${STYLES[part.style] || "secondary"}`,
    disabled: part.disabled,
    onclick: (event) => use(event.currentTarget, "press", message, { custom_id: part.custom_id }),
  }, emoji(part), part.label);
}

function select(part, message) {
  const chosen = (part.options || []).filter((option) => option.default).map((option) => option.label);
  const node = el("button", {
    class: "select",
    disabled: part.disabled,
    "aria-haspopup": "listbox",
    onclick: () => pick(node, part, (values) =>
      use(node, "choose", message, { custom_id: part.custom_id, values })),
  }, el("span", {}, chosen.join(", ") || part.placeholder || "Make a selection"), el("span", { class: "arrow" }, "⌄"));
  return node;
}

// Grey while the bot has not answered, and a word below it if it never does.
async function use(node, path, message, body) {
  const around = node.closest(".message");
  around?.querySelector(".failed")?.remove();
  node.classList.add("busy");
  const answer = await act(path, { ...body, channel: message.channel_id, message: message.id });
  node.classList.remove("busy");
  if (answer?.failed) around?.querySelector(".content")?.append(el("div", { class: "failed" }, "This interaction failed"));
  if (answer?.form) openForm(answer);
}
