// Everything a picture is made with, fetched once per page and kept, so that nothing is asked of the network afterwards.

const kept = new Map();

/** Do a piece of work once; if it failed, again when asked again. */
function once(name, work) {
  if (!kept.has(name)) {
    const started = work();
    kept.set(name, started);
    started.catch(() => kept.delete(name));
  }
  return kept.get(name);
}

/** The answer of an address below this dashboard's first page; throws where it is not 200. */
async function fetched(address) {
  const answer = await fetch(new URL(address, document.baseURI));
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer;
}

const source = (address) => once(address, async () => (await fetched(address)).text());

/** Run a script of the page's own and return what it leaves under a global name. */
const script = (address, name) =>
  once(`script ${address}`, async () => {
    const element = document.createElement("script");
    element.src = new URL(address, document.baseURI);
    await new Promise((resolve, reject) => {
      element.onload = resolve;
      element.onerror = () => reject(new Error(`${address} could not be loaded`));
      document.head.append(element);
    }).finally(() => element.remove());
    return globalThis[name];
  });

/** The typeface of pictures: as CSS for SVG, as TTF for PDF. This page gets it too, because plotly measures text in it. */
const typeface = (family, { css, faces }) =>
  once(`typeface ${css}`, async () => ({
    css: await source(css),
    faces: await Promise.all(
      faces.map(async ({ ttf, weight, weights }) => {
        const bytes = await (await fetched(ttf)).arrayBuffer();
        document.fonts.add(await new FontFace(family, bytes, { weight }).load());
        const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte));
        return { family, weight, weights, base64: btoa(letters.join("")) };
      }),
    ),
  }));

/** What all formats need, by the addresses that the server told: {plotly, jspdf, svg2pdf, family, fonts}. */
export async function kit(assets) {
  // jsPDF is a global that svg2pdf adds to, so one comes after the other. plotly.js is asked for as text too, for pages of
  // their own: the second time it comes from the browser's cache.
  const jspdf = script(assets.jspdf, "jspdf");
  const plotly = script(assets.plotly, "Plotly");
  const [drawing, { jsPDF }, , fonts, plotlySource] = await Promise.all([
    plotly,
    jspdf,
    jspdf.then(() => script(assets.svg2pdf, "svg2pdf")),
    typeface(assets.family, assets.fonts),
    plotly.then(() => source(assets.plotly)),
  ]);
  return { plotly: drawing, jsPDF, fonts, plotlySource };
}
