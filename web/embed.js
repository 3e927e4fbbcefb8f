"use strict";
// Draws the chart in the light or dark of the page, and tells the page around this frame how high it is:
// {type: "plumbline:height", height: pixels} by postMessage, once it is drawn and again when its width has changed it.
(() => {
  const box = document.getElementById("chart");
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (window.parent !== window && height !== told) {
      told = height;
      window.parent.postMessage({ type: "plumbline:height", height }, "*");
    }
  };
  // Told at once too: a browser looks at no sizes in a frame that is out of sight.
  const watch = () => {
    tell();
    new ResizeObserver(tell).observe(document.body);
  };
  // Until a chart is drawn the page is as high as the words in its place: an article around it would jump.
  if (!box || !window.Plotly) {
    document.fonts.ready.then(watch);
    return;
  }
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const device = window.matchMedia("(prefers-color-scheme: dark)");
  const draw = () => {
    const mode = document.documentElement.dataset.mode || (device.matches ? "dark" : "light");
    const { data, layout } = structuredClone(figures[mode]);
    return window.Plotly.react(box, data, layout, { responsive: true, displayModeBar: false });
  };
  document.getElementById("without").remove();
  // Room for labels is measured in the page's own typeface.
  document.fonts.ready.then(draw).then(watch, watch);
  device.addEventListener("change", draw);
})();
