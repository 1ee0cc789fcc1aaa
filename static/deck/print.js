// A page for paper: draws its charts still, saves each as PNG or SVG, prints.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const places = Array.from(document.querySelectorAll(".chart"));
  const PAGE = 970; // pixels of a page of A4 within its margins
  const TALL = 780; // more than a page takes beside heading, sentence and reading aid
  const SMALLEST = 1.6; // a taller chart would be unreadable when made to fit: it takes two pages
  const config = { staticPlot: true, displayModeBar: false };

  function layout(chart, width) {
    return { ...chart.layout, template: data.templates.light, width, autosize: false, paper_bgcolor: "#ffffff" };
  }

  // The height a chart may take: the first one stays on the first page where it can be read there.
  function room(place, height) {
    if (place !== places[0]) return TALL;
    const above = place.getBoundingClientRect().top - document.querySelector("h1").getBoundingClientRect().top;
    const tools = document.querySelector("header .tools").offsetHeight;
    const caption = place.closest(".picture").querySelector(".caption");
    const left = PAGE - above + tools - (caption ? caption.offsetHeight : 0) - 40;
    return height / left <= SMALLEST ? Math.min(left, TALL) : TALL;
  }

  // What the chart is drawn on: as much larger than its place as it is too tall, and scaled down.
  function drawing(place, times, most) {
    const paper = document.createElement("div"), scale = Math.max(times, 1);
    paper.className = "drawing";
    paper.style.width = `${Math.round(place.clientWidth * scale)}px`;
    if (scale > 1) { paper.style.transform = `scale(${1 / scale})`; place.style.height = `${most}px`; }
    place.append(paper);
    return paper;
  }

  function save(button) {
    const number = Number(button.dataset.chart), place = places[number];
    const drawing = place.firstChild, size = { width: drawing.clientWidth, height: drawing.clientHeight };
    const name = `${document.title}-${number + 1}`.replace(/[\\/:*?"<>|\s]+/g, "-");
    Plotly.downloadImage(drawing, { format: button.dataset.save, filename: name, scale: button.dataset.save === "png" ? 3 : 1, ...size });
  }

  for (const button of document.querySelectorAll("[data-save]")) button.addEventListener("click", () => save(button));
  document.getElementById("print").addEventListener("click", () => print());
  Promise.all(places.map((place) => {
    const chart = data.charts[Number(place.dataset.chart)];
    const height = chart.layout.height || 0, most = room(place, height), tall = height > most * SMALLEST;
    for (const part of [place.closest("figure"), place.closest(".picture")]) part.classList.toggle("tall", tall);
    return Plotly.newPlot(drawing(place, tall ? 1 : height / most, most), chart.data, layout(chart, place.firstChild.clientWidth), config);
  })).then(() => { document.body.dataset.ready = String(places.length); });
})();
