// A chosen command with its options as fields.

import { act } from "./api.js";
import { el } from "./dom.js";
import { openForm } from "./forms.js";
import { notice } from "./messages.js";
import { entriesFor, valueOf } from "./options.js";
import { state } from "./store.js";
import { key, quiet, suggest } from "./suggestions.js";

const PAUSE = 120; // ms of not typing before the bot is asked

export class Command {
  // *leave* puts the plain composer back, *hint* says something below the fields.
  constructor(words, leaf, leave, hint) {
    this.words = words;
    this.options = leaf.options ?? [];
    this.leave = leave;
    this.hint = hint;
    this.fields = [];
    this.asked = 0;
    this.node = el("div", { class: "command", role: "group", "aria-label": `/${words}` },
      el("span", { class: "command-words" }, "/" + words),
      this.places = el("span", { class: "command-fields" },
        this.more = el("button", { class: "more", tabindex: -1, onclick: () => this.offerMore() })),
      el("button", { class: "send", title: "Send (Enter)", "aria-label": "Send", onclick: () => this.send() }, "➤"));
    this.node.addEventListener("keydown", (event) => this.onKey(event));
    for (const option of this.options.filter((one) => one.required)) this.add(option);
    this.count();
  }

  focus() {
    if (this.fields.length) this.fields[0].input.focus();
    else if (this.options.length) this.offerMore();
    else this.node.querySelector(".send").focus();
  }

  add(option) {
    const input = el("input", {
      name: option.name, "aria-label": option.name, autocomplete: "off", spellcheck: "false",
      placeholder: option.type === 4 || option.type === 10 ? "number" : "",
    });
    const field = { option, input, picked: null };
    field.node = el("label", { class: "field", title: option.description },
      el("span", { class: "field-name" }, option.name, option.required && el("b", { class: "required" }, "*")), input);
    input.addEventListener("input", () => { field.node.classList.remove("wrong"); this.fit(field); this.offer(field, PAUSE); });
    input.addEventListener("focus", () => this.offer(field, 0));
    input.addEventListener("blur", () => { this.asked += 1; quiet(); });
    this.fields.push(field);
    this.more.before(field.node);
    this.fit(field);
    this.count();
    return field;
  }

  missing() {
    return this.options.filter((one) => !this.fields.some((field) => field.option === one));
  }

  count() {
    const left = this.missing().length;
    this.more.textContent = `+${left} optional`;
    this.more.hidden = left === 0;
  }

  fit(field) {
    field.input.style.width = Math.min(34, Math.max(6, field.input.value.length + 2)) + "ch";
  }

  about(option) {
    this.hint(`${option.name}: ${option.description}${option.required ? " (required)" : ""}`);
  }

  // The list for one field, asked for after *wait* ms unless something else happens first.
  async offer(field, wait) {
    this.about(field.option);
    const turn = ++this.asked;
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (turn !== this.asked) return;
    const typed = field.picked?.label === field.input.value ? "" : field.input.value;
    const entries = await entriesFor(field.option, typed, this.words, this.values(field));
    if (turn !== this.asked) return;
    if (entries === null) quiet();
    else suggest(field.option.description, entries, (entry) => this.pick(field, entry), "No options match your search.");
  }

  pick(field, entry) {
    field.picked = entry;
    field.input.value = entry.label;
    field.node.classList.remove("wrong");
    this.fit(field);
    this.next(field);
  }

  // On to the next field that is empty, or to what could still be added.
  next(field) {
    this.asked += 1;
    quiet();
    const empty = this.fields.find((one) => one !== field && one.option.required && !one.input.value);
    if (empty) empty.input.focus();
    else this.offerMore();
  }

  offerMore() {
    const missing = this.missing();
    const last = this.fields.at(-1)?.input ?? this.node.querySelector(".send");
    if (document.activeElement === document.body || !this.node.contains(document.activeElement)) last.focus();
    this.asked += 1;
    if (!missing.length) return quiet();
    const entries = [{ label: "Send", detail: "Enter", send: true }, ...missing.map((one) => ({ label: one.name, detail: one.description, option: one }))];
    suggest("Optional", entries, (entry) => (entry.send ? this.send() : this.add(entry.option).input.focus()));
  }

  values(without = null) {
    const filled = this.fields.filter((one) => one !== without && one.input.value !== "");
    const pairs = filled.map((one) => [one.option.name, valueOf(one.option, one.input.value, one.picked)]);
    return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
  }

  onKey(event) {
    if (event.isComposing) return;
    if (key(event)) return;
    const field = this.fields.find((one) => one.input === event.target);
    if (event.key === "Enter" && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.leave("");
    } else if (event.key === "Tab" && !event.shiftKey && field && field === this.fields.at(-1)) {
      if (this.missing().length) { event.preventDefault(); this.offerMore(); }
    } else if (event.key === "Backspace" && field && field.input.value === "") {
      event.preventDefault();
      this.remove(field);
    }
  }

  remove(field) {
    const at = this.fields.indexOf(field);
    if (field.option.required || at < 0) return this.leave("/" + this.words);
    this.fields.splice(at, 1);
    field.node.remove();
    this.count();
    (this.fields[at - 1] ?? this.fields[0])?.input.focus() ?? this.focus();
  }

  async send() {
    const wrong = this.fields.find((one) => {
      const empty = one.input.value === "";
      return empty ? one.option.required : valueOf(one.option, one.input.value, one.picked) === undefined;
    });
    if (wrong) {
      wrong.node.classList.add("wrong");
      wrong.input.focus();
      return this.hint(`${wrong.option.name}: ${wrong.input.value ? "this does not fit" : "this option is required"}`, true);
    }
    const body = { command: this.words, options: this.values() };
    const channel = state.channel;
    this.leave("");
    this.hint("Sending command…");
    const answer = await act("slash", { ...body, channel });
    this.hint("");
    if (answer?.failed && channel === state.channel) notice(this.author(), `/${this.words}: The application did not respond`);
    if (answer?.form) openForm(answer);
  }

  author() {
    const bot = [...state.people.values()].find((one) => one.bot);
    return { id: bot?.id ?? "0", shown: bot?.shown ?? "bot", bot: true };
  }
}
