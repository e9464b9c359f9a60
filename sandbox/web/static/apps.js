// The "Apps" entries in the menus of people and messages.

import { act, get } from "./api.js";
import { avatar, bidi, el, toast } from "./dom.js";
import { openForm } from "./forms.js";
import { openMenu } from "./menu.js";
import { state } from "./store.js";

const OF_USER = 2;
const OF_MESSAGE = 3;

async function use(body) {
  const answer = await act("menu", body);
  if (answer?.failed) toast("The application did not respond");
  if (answer?.form) openForm(answer);
}

async function entries(kind, body) {
  const commands = await get("commands", { channel: state.channel });
  return commands.filter((one) => one.type === kind).map((one) => [one.name, () => use({ ...body, name: one.name })]);
}

export async function personMenu(event, id) {
  event.preventDefault();
  const at = { clientX: event.clientX, clientY: event.clientY, preventDefault() {} };
  const person = state.people.get(id);
  if (!person) return;
  const apps = person.bot ? [] : await entries(OF_USER, { member: id });
  const card = el("div", { class: "card" }, avatar(person, "big"),
    el("div", { class: "card-name" }, bidi(person.shown), person.bot && el("span", { class: "tag" }, "APP")),
    el("div", { class: "muted" }, bidi(person.name)),
    person.roles.length > 0 && el("div", { class: "roles" }, person.roles.map((role) => el("span", { class: "role" }, role.name))),
    apps.length > 0 && el("div", { class: "menu-title" }, "Apps"));
  openMenu(at, card, apps);
}

export async function messageMenu(event, message) {
  if (message.local || getSelection().toString()) return;
  event.preventDefault();
  const at = { clientX: event.clientX, clientY: event.clientY, preventDefault() {} };
  const apps = message.ephemeral ? [] : await entries(OF_MESSAGE, { message: message.id });
  const own = [
    ["Copy text", () => navigator.clipboard?.writeText(message.content)],
    ["Delete message", () => act("delete", { message: message.id })],
  ];
  openMenu(at, null, apps.length ? [...own, null, ...apps] : own);
}
