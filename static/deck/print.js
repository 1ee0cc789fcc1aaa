// A page for paper: draws its charts still, saves each as PNG or SVG, prints.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const places = Array.from(document.querySelectorAll(".chart"));
  const TALL = 860; // pixels: more than a page takes beside its heading
  const config = { staticPlot: true, displayModeBar: false };

  function layout(chart, width) {
    return { ...chart.layout, template: data.templates.light, width, autosize: false, paper_bgcolor: "#ffffff" };
  }

  function save(button) {
    const number = Number(button.dataset.chart), place = places[number];
    const size = { width: place.clientWidth, height: place.clientHeight };
    const name = `${document.title}-${number + 1}`.replace(/[\\/:*?"<>|\s]+/g, "-");
    Plotly.downloadImage(place, { format: button.dataset.save, filename: name, scale: button.dataset.save === "png" ? 3 : 1, ...size });
  }

  for (const button of document.querySelectorAll("[data-save]")) button.addEventListener("click", () => save(button));
  document.getElementById("print").addEventListener("click", () => print());
  Promise.all(places.map((place) => {
    const chart = data.charts[Number(place.dataset.chart)];
    place.closest("figure").classList.toggle("tall", (chart.layout.height || 0) > TALL);
    return Plotly.newPlot(place, chart.data, layout(chart, place.clientWidth), config);
  })).then(() => { document.body.dataset.ready = String(places.length); });
})();
