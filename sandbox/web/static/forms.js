// The forms (modals) a bot opens.

import { act } from "./api.js";
import { el } from "./dom.js";
import { entries, wire } from "./picker.js";

const ROW = 1;
const LABEL = 18;

export function openForm({ form, interaction }) {
  const fields = form.components.flatMap((part) =>
    part.type === ROW ? part.components.map((one) => field(one, one)) : part.type === LABEL ? [field(part.component, part)] : []);
  const note = el("p", { class: "failed", hidden: true });
  const dialog = el("dialog", { class: "form", onclose: () => dialog.remove() },
    el("form", { method: "dialog", onsubmit: (event) => { event.preventDefault(); send(dialog, interaction, fields, note); } },
      el("h2", {}, form.title),
      fields.map((one) => one.node),
      note,
      el("div", { class: "form-end" },
        el("button", { type: "button", class: "button plain", onclick: () => dialog.close() }, "Cancel"),
        el("button", { type: "submit", class: "button primary" }, "Submit"))));
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("input, textarea, select")?.focus();
}

function field(part, labelled) {
  const required = part.required !== false;
  const input = part.type === 4 ? textInput(part, required) : optionInput(part, required);
  const node = el("label", {},
    el("span", { class: "form-label" }, labelled.label, required && el("b", { class: "required" }, " *")),
    labelled.description && el("span", { class: "muted" }, labelled.description),
    input);
  const value = () => (part.type === 4 ? input.value : wire(part, [...input.selectedOptions].map((one) => one.value).filter(Boolean)));
  return { name: part.custom_id, node, value };
}

function textInput(part, required) {
  return el(part.style === 2 ? "textarea" : "input", {
    name: part.custom_id,
    required,
    minlength: part.min_length,
    maxlength: part.max_length,
    placeholder: part.placeholder,
    value: part.value ?? "",
  });
}

function optionInput(part, required) {
  const several = (part.max_values ?? 1) > 1;
  return el("select", { name: part.custom_id, required, multiple: several },
    !several && el("option", { value: "" }, part.placeholder || ""),
    entries(part).map((one) => el("option", { value: one.value, selected: one.default }, one.label)));
}

async function send(dialog, interaction, fields, note) {
  const values = Object.fromEntries(fields.map((one) => [one.name, one.value()]));
  const answer = await act("submit", { interaction, values });
  note.textContent = "Something went wrong. Try again.";
  note.hidden = !answer?.failed;
  if (answer && !answer.failed) dialog.close();
}
