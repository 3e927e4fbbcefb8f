"use strict";
// Draws the chart in the light or dark of the page, and tells the page around this frame how high it is:
// {type: "plumbline:height", height: pixels} by postMessage, at first and whenever it changes.
(() => {
  const box = document.getElementById("chart");
  if (box && window.Plotly) {
    const figures = JSON.parse(document.getElementById("figures").textContent);
    const device = window.matchMedia("(prefers-color-scheme: dark)");
    const draw = () => {
      const mode = document.documentElement.dataset.mode || (device.matches ? "dark" : "light");
      const { data, layout } = structuredClone(figures[mode]);
      window.Plotly.react(box, data, layout, { responsive: true, displayModeBar: false });
    };
    document.getElementById("without").remove();
    // Room for labels is measured in the page's own typeface.
    document.fonts.ready.then(draw);
    device.addEventListener("change", draw);
  }
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (window.parent !== window && height !== told) {
      told = height;
      window.parent.postMessage({ type: "plumbline:height", height }, "*");
    }
  };
  new ResizeObserver(tell).observe(document.body);
  tell();
})();
