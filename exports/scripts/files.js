// From what plotly draws to what a file holds: for the server's browser (exports/chromium.py) and for readers' own.
// Words come from a layout's `meta` (exports/file_metadata.py) and go through the DOM: none becomes markup.

const SVG = "http://www.w3.org/2000/svg";
const XML = "http://www.w3.org/XML/1998/namespace";
// On nearly every machine, or with others of the same widths. Programs that draw read the first name only.
const COMMON = "Arial, Helvetica, 'Liberation Sans', sans-serif";
// At this share of its size Arial looks as large as the typeface of pictures, and none of its lines is longer.
const SMALLER = 0.9;
const HEAVY = 600;

/**
 * plotly's SVG as one that stands alone, with what it is of inside.
 * `layout` is the one it was drawn with, `css` the typeface it is to carry.
 */
export function standalone(source, { width, height, meta }, css = "") {
  const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
  if (parsed.querySelector("parsererror")) throw new Error("The drawing is not valid SVG.");
  const root = parsed.documentElement;
  // plotly has this word in place of the quotes around names of fonts, and takes it out beside quotes; Firefox writes none.
  for (const one of root.querySelectorAll("[style*=TOBESTRIPPED]")) {
    one.setAttribute("style", one.getAttribute("style").replaceAll("TOBESTRIPPED", ""));
  }
  if (!root.hasAttribute("viewBox")) root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  root.setAttribute("role", "img");
  const { title, alt, file } = meta ?? {};
  if (file) root.setAttributeNS(XML, "xml:lang", file.language);
  const said = [["title", title], ["desc", alt], ["metadata", file?.xmp], ["style", css]].filter(([, words]) => words);
  root.prepend(...said.map(([name, words]) => described(parsed, name, words)));
  return root;
}

function described(parsed, name, words) {
  const told = parsed.createElementNS(SVG, name);
  if (name !== "metadata") told.textContent = words;
  else told.append(parsed.importNode(new DOMParser().parseFromString(words, "text/xml").documentElement, true));
  return told;
}

/** The same for programs that draw: in a common typeface, each line of text at a place of its own. Changes it. */
export function editable(root) {
  for (const line of root.querySelectorAll("tspan.line")) {
    const size = parseFloat(line.closest("text").style.fontSize);
    line.setAttribute("y", Number(line.getAttribute("y") ?? 0) + parseFloat(line.getAttribute("dy") ?? 0) * size);
    line.removeAttribute("dy");
  }
  for (const { style } of root.querySelectorAll("text, tspan")) {
    if (style.fontFamily) style.fontFamily = COMMON;
    if (style.fontSize.endsWith("px")) style.fontSize = `${parseFloat(style.fontSize) * SMALLER}px`;
    if (Number(style.fontWeight) >= HEAVY) style.fontWeight = "bold";
  }
  return root;
}

/** A PNG with words inside: Uint8Array -> Uint8Array. */
export function labelled(png, { meta }) {
  const { title, alt, file } = meta ?? {};
  if (!file) return png;
  const words = {
    Title: title,
    Author: file.author,
    Description: alt,
    Copyright: file.source,
    Source: file.link,
    // A day alone is none of the forms that PNG knows.
    "Creation Time": `${file.day}T00:00:00Z`,
    "XML:com.adobe.xmp": file.xmp,
  };
  const chunks = Object.entries(words)
    .filter(([, text]) => text)
    .map(([keyword, text]) => chunk("iTXt", new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`)));
  // After the signature and the header, which always has 25 bytes.
  const head = 8 + 25;
  return joined([png.subarray(0, head), ...chunks, png.subarray(head)]);
}

function chunk(type, content) {
  const body = joined([new TextEncoder().encode(type), content]);
  const [length, sum] = [new DataView(new ArrayBuffer(4)), new DataView(new ArrayBuffer(4))];
  length.setUint32(0, content.length);
  sum.setUint32(0, checksum(body));
  return joined([new Uint8Array(length.buffer), body, new Uint8Array(sum.buffer)]);
}

/** CRC-32, as PNG has it. */
function checksum(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
