// The inside of a "Download and share" menu: how the picture shall be, a button for each format, and what else the server offers.

import { fileName } from "./names.js";
import { kit } from "./loading.js";
import { FORMATS, TooLarge } from "./pictures.js";

const SIZES = { slide: "Slide", social: "Post", square: "Square" };
const MODES = { light: "Light", dark: "Dark" };
const SCALES = { 1: "1\u00d7", 2: "2\u00d7", 3: "3\u00d7", 4: "4\u00d7" };
// Milliseconds for which a button says that it has copied.
const TOLD = 2000;
const BUTTONS = { png: "PNG", svg: "SVG", "edit.svg": "SVG for editing", pdf: "PDF", html: "Interactive page" };

const STYLE = `
.menu { border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); padding: 12px 14px; margin-top: 4px; display: grid; gap: 14px }
h4 { margin: 0 0 4px; font: 600 14px var(--st-font); color: var(--st-text-color) }
p { margin: 4px 0; overflow-wrap: anywhere }
a { color: var(--st-link-color) }
.quiet, legend, .status { font-size: 13px; opacity: .82 }
.failed { opacity: 1; border-left: 3px solid var(--st-primary-color); padding-left: 8px }
.choices, .others { display: flex; flex-wrap: wrap; gap: 8px 24px }
.row { display: flex; flex-wrap: wrap; gap: 6px }
fieldset { border: 0; padding: 0; margin: 0; min-width: 0 }
legend { padding: 0; margin-bottom: 2px }
label { cursor: pointer }
label input { position: absolute; opacity: 0; pointer-events: none }
label span, button, .entry { display: inline-block; box-sizing: border-box; min-height: 32px; padding: 5px 12px; font: inherit; text-decoration: none;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); background: var(--st-background-color); color: var(--st-text-color) }
label input:checked + span { border-color: var(--st-primary-color); color: var(--st-primary-color); font-weight: 600; background: var(--st-secondary-background-color) }
label input:focus-visible + span { outline: 2px solid var(--st-primary-color); outline-offset: 2px }
button { cursor: pointer }
button:hover, .entry:hover, label:hover span { border-color: var(--st-primary-color) }
.takes { margin-top: 8px }
.takes button { border-color: var(--st-primary-color); background: var(--st-primary-color); color: var(--st-background-color); font-weight: 600; min-width: 64px }
`;

/** An element with attributes and what stands in it; strings become text, never markup. */
function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...inside);
  return made;
}

/** One choice of several, as radio buttons in a row; returns the row, and a function that says what is chosen. */
function choice(heading, name, options, chosen, changed) {
  const buttons = Object.entries(options).map(([value, words]) => {
    const input = element("input", { type: "radio", name, value, onchange: changed });
    input.checked = value === chosen;
    return element("label", {}, input, element("span", {}, words));
  });
  const row = element("fieldset", {}, element("legend", {}, heading), element("div", { class: "row" }, ...buttons));
  return [row, () => row.querySelector("input:checked").value];
}

/** Hand a file to the reader. */
function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // Not at once: the browser may still be reading it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Draw the menu of a picture into a box.
 * `server`: addresses of pictures that the server makes, by what they are called; `known`: what web/download_answers.py has told.
 */
export function menu(box, { id, mode: shown, server, known }) {
  const status = element("p", { role: "status", class: "status" });
  const others = element("div", { class: "others" });
  const [sizes, size] = choice("Size", "size", SIZES, "slide", dimensions);
  const [modes, mode] = choice("Colours", "mode", MODES, shown, () => {});
  const [scales, scale] = choice("Resolution of PNG", "scale", SCALES, "2", dimensions);
  const measured = element("p", { class: "quiet" });
  const buttons = Object.entries(BUTTONS).map(([format, words]) =>
    element("button", { type: "button", onclick: () => take(format) }, words),
  );
  const picture = element(
    "section",
    {},
    element("h4", {}, "Picture"),
    element("p", { class: "quiet" }, `Made here, in your browser, with ${known.inside} inside.`, ...(known.note ? [" ", known.note] : [])),
    element("div", { class: "choices" }, sizes, modes, scales),
    measured,
    element("div", { class: "row takes" }, ...buttons),
    element("p", { class: "quiet" }, "SVG is for web pages and browsers. To change a picture in LibreOffice, Inkscape or PowerPoint, take SVG for editing, which is set in Arial."),
    status,
  );
  const sheet = element("style", {}, STYLE);
  box.replaceChildren(sheet, element("div", { class: "menu" }, ...(known.withheld ? [] : [picture]), others));
  offer();
  let ready = null;
  if (known.withheld) return withheld();
  dimensions();
  prepare();

  /** Figures that may not be passed on are not here to draw with. */
  function withheld() {
    others.prepend(element("section", {}, element("h4", {}, "Picture"), element("p", {}, known.withheld, ...ways()), status));
  }

  function dimensions() {
    const { width, height } = known.figures.light[size()].layout;
    measured.textContent = `${width} \u00d7 ${height} points; as PNG ${width * scale()} \u00d7 ${height * scale()}.`;
  }

  function say(words) {
    status.classList.remove("failed");
    status.replaceChildren(words);
  }

  /** Links to pictures that the server makes, after a word. */
  function ways() {
    const links = Object.entries(server).flatMap(([words, href]) => [" ", element("a", { href, download: "" }, words)]);
    return [" The server makes pictures too:", ...links];
  }

  /** Say what is the matter and offer the other ways. */
  function fail(error) {
    const reason = String(error?.message ?? error).replace(/\.?$/, ".");
    status.classList.add("failed");
    status.replaceChildren(`No picture could be made here: ${reason} Press a button to try again.`, ...ways());
  }

  /** Fetch all that is needed, so that the buttons go on working without a network. */
  function prepare() {
    say("Getting ready\u2026");
    ready = kit(known.assets);
    ready.then(
      () => say("Ready. From here on it works without a network."),
      (error) => {
        ready = null;
        fail(error);
      },
    );
    return ready;
  }

  async function take(format) {
    const [as, colours, times] = [size(), mode(), Number(scale())];
    try {
      const tools = await (ready ?? prepare());
      say("Drawing\u2026");
      const { type, make } = FORMATS[format];
      const figure = known.figures[colours][as];
      const blob = await make({ figure, page: known.pages[colours] }, tools, times);
      const { width, height, meta } = figure.layout;
      const sharp = format === "png" ? times : 1;
      // A page of its own is as wide as its window.
      const measure = format === "html" ? "" : `${width * sharp}x${height * sharp}`;
      const name = fileName(format, "plumbline", id, meta.file?.day, measure, colours === "dark" ? "dark" : "");
      save(new Blob([blob], { type }), name);
      say(`Saved as ${name}.`);
    } catch (error) {
      if (error instanceof TooLarge) say(error.message);
      else fail(error);
    }
  }

  /** What the server offers besides: groups of links, and of texts to copy. */
  function offer() {
    others.replaceChildren(
      ...known.groups.map((group) =>
        element(
          "section",
          {},
          element("h4", {}, group.title),
          element("div", { class: "row" }, ...group.entries.map(entry)),
          ...(group.note ? [element("p", { class: "quiet" }, group.note)] : []),
        ),
      ),
    );
  }

  function entry({ label, href, download, copy }) {
    if (href) return element("a", { href, download, class: "entry" }, label);
    const copied = async () => {
      try {
        await navigator.clipboard.writeText(copy);
        say(`Copied: ${copy}`);
        // Said where the reader looks too: on a phone the line above is out of sight.
        button.textContent = "Copied";
        setTimeout(() => button.replaceChildren(label), TOLD);
      } catch {
        // A page that is not served over HTTPS may not copy: then the text stands there to be marked.
        say(copy);
      }
    };
    const button = element("button", { type: "button", onclick: copied }, label);
    return button;
  }
}
