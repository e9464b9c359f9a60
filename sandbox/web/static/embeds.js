// Embeds, pictures and files.

import { el, colour } from "./dom.js";
import { inline, markdown } from "./markdown.js";
import { when } from "./times.js";

const web = (address) => (/^https?:\/\//.test(address || "") ? address : null);

function picture(media, kind) {
  const source = web(media?.url);
  if (!source) return null;
  const image = el("img", { class: kind, src: source, alt: "", loading: "lazy" });
  if (media.width) image.setAttribute("width", media.width);
  if (media.width) image.setAttribute("height", media.height);
  return el("a", { href: source, target: "_blank", rel: "noopener noreferrer", class: `of-${kind}` }, image);
}

function linked(address, content) {
  const target = web(address);
  return target ? el("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, content) : content;
}

function icon(address) {
  return web(address) ? el("img", { class: "embed-icon", src: address, alt: "" }) : null;
}

function author(part) {
  return part && el("div", { class: "embed-author" }, icon(part.icon_url), linked(part.url, inline(part.name || "")));
}

function footer(embed) {
  const text = embed.footer?.text;
  if (!text && !embed.timestamp) return null;
  const parts = [text, embed.timestamp && when(embed.timestamp)].filter(Boolean);
  return el("div", { class: "embed-footer" }, icon(embed.footer?.icon_url), parts.join(" • "));
}

// Up to three inline fields share a row, as Discord lays them out.
function fields(list = []) {
  const rows = [];
  for (const field of list) {
    const last = rows.at(-1);
    if (field.inline && last?.inline && last.cells.length < 3) last.cells.push(field);
    else rows.push({ inline: field.inline, cells: [field] });
  }
  return rows.map((row) =>
    el("div", { class: "embed-fields" }, row.cells.map((field) =>
      el("div", { class: "embed-field" },
        el("div", { class: "embed-field-name" }, inline(field.name)),
        el("div", { class: "embed-field-value" }, markdown(field.value))))));
}

export function embed(body) {
  const node = el("article", { class: "embed" },
    el("div", { class: "embed-body" },
      author(body.author),
      body.title && el("div", { class: "embed-title" }, linked(body.url, inline(body.title))),
      body.description && el("div", { class: "embed-text" }, markdown(body.description)),
      fields(body.fields),
      picture(body.image, "embed-image"),
      footer(body)),
    picture(body.thumbnail, "embed-thumbnail"));
  if (body.color !== undefined && body.color !== null) node.style.borderLeftColor = colour(body.color);
  return node;
}

const size = (bytes) => (bytes < 1024 ? `${bytes} bytes` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

export function attachment(file) {
  if ((file.content_type || "").startsWith("image/")) return picture(file, "attached");
  return el("div", { class: "file" },
    el("span", { class: "file-sign", "aria-hidden": "true" }, "📄"),
    el("div", {}, linked(file.url, file.filename), el("div", { class: "muted" }, size(file.size))));
}

export const media = (item) => picture(item.media || item, "attached");
