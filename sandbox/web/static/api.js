// Requests to the page's own server.

import { toast } from "./dom.js";
import { state } from "./store.js";

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `It did not work (${response.status}).`);
  return body;
}

export const get = (path, query = {}) =>
  fetch(`/api/${path}?` + new URLSearchParams({ as: state.who, ...query })).then(answer);

// Everything a person does; a refusal is shown and gives null.
export async function act(path, body = {}) {
  try {
    return await fetch(`/api/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as: state.who, channel: state.channel, ...body }),
    }).then(answer);
  } catch (error) {
    toast(error.message);
    return null;
  }
}
