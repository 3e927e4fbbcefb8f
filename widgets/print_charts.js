// Before a page is printed its charts are drawn as wide as paper, afterwards as they were: a browser lays text out anew, but
// would cut a drawing off at the edge. All of this happens within the event, so the print has the new drawing.
const PAPER = 660;

function redraw(width) {
  for (const chart of document.querySelectorAll(".js-plotly-plot")) {
    if (!chart.layout) continue;
    const before = chart.layout.width;
    globalThis.Plotly?.relayout(chart, { width: width ?? chart.onScreen ?? null });
    chart.onScreen = width ? before : undefined;
  }
}

function dark() {
  const shown = getComputedStyle(document.querySelector(".stApp")).colorScheme === "dark";
  document.documentElement.classList.toggle("printed-from-dark", shown);
}

export default function () {
  const page = document.documentElement;
  if ("printsWhole" in page.dataset) return;
  page.dataset.printsWhole = "";
  addEventListener("beforeprint", () => (dark(), redraw(PAPER)));
  addEventListener("afterprint", () => redraw());
}
