// A deck of slides: every chart is drawn before the first slide is shown; then keys, clicks, swipes.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const body = document.body, stage = document.getElementById("stage");
  const slides = Array.from(document.querySelectorAll(".slide"));
  const notes = document.getElementById("notes"), said = document.getElementById("said");
  const query = new URLSearchParams(location.search);
  const LEAST = 28, LEAST_LOOP = 3, SWIPE = 48;
  let current = 0, loop = 0, timer = null, touch = null, other = null, muted = null;

  function size() {
    const scale = Math.min(innerWidth / 1920, innerHeight / 1080);
    const left = (innerWidth - 1920 * scale) / 2, top = (innerHeight - 1080 * scale) / 2;
    stage.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
  }

  function smaller(element, until, least) {
    let px = parseFloat(getComputedStyle(element).fontSize);
    while (px > least && !until()) element.style.fontSize = `${px -= 2}px`;
  }

  // Words that are longer than foreseen get smaller type, never below what the last row can read.
  function fit(slide) {
    const title = slide.querySelector("h1, h2"), content = slide.querySelector(".content");
    const lines = slide.classList.contains("opening") ? 330 : 150;
    smaller(title, () => title.offsetHeight <= lines, 36);
    const fits = () => content.scrollHeight <= content.clientHeight + 1 && content.scrollWidth <= content.clientWidth + 1;
    for (const part of content.querySelectorAll("table, ol, p.body, p.summary")) {
      if (!part.closest(".unseen")) smaller(part, fits, LEAST);
    }
    for (const cell of fits() ? [] : content.querySelectorAll("table :is(th, td)")) {
      cell.style.paddingTop = cell.style.paddingBottom = "3px";
    }
  }

  function layout(chart, height) {
    const name = body.classList.contains("dark") ? "dark" : "light";
    return { ...chart.layout, template: data.templates[name], height: height || chart.layout.height };
  }

  function draw() {
    return Promise.all(Array.from(document.querySelectorAll(".chart"), (place) => {
      const chart = data.charts[Number(place.dataset.chart)];
      const room = place.closest("figure").clientHeight;
      return Plotly.react(place, chart.data, layout(chart, Math.max(room, 320)), { staticPlot: true, displayModeBar: false });
    }));
  }

  function tell(text) {
    said.textContent = text;
    clearTimeout(muted);
    muted = setTimeout(() => { said.textContent = ""; }, 1500);
  }

  function paragraphs(place, lines, tag) {
    place.replaceChildren(...lines.map((line) => {
      const one = document.createElement(tag);
      one.textContent = line;
      return one;
    }));
  }

  function show(number, quiet) {
    current = Math.max(0, Math.min(slides.length - 1, number));
    slides.forEach((slide, place) => {
      slide.classList.toggle("shown", place === current);
      slide.setAttribute("aria-hidden", String(place !== current));
    });
    paragraphs(notes, data.notes[current], "p");
    speak();
    try { history.replaceState(null, "", `#${current + 1}`); } catch (error) { /* a viewer without history */ }
    if (!quiet && other && !other.closed) other.postMessage({ slide: current }, "*");
    restart();
  }

  function speak() {
    if (!body.classList.contains("speaker")) return;
    document.getElementById("now").textContent = data.titles[current];
    document.getElementById("then").textContent = data.titles[current + 1] || "";
    document.getElementById("place").textContent = `${current + 1}/${slides.length}`;
    paragraphs(document.getElementById("lines"), data.notes[current], "li");
  }

  function restart() {
    clearTimeout(timer);
    if (loop) timer = setTimeout(() => show((current + 1) % slides.length), loop * 1000);
  }

  function repeat(seconds) {
    loop = seconds;
    tell(loop ? `⟳ ${loop}s` : "⏸");
    restart();
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
  }

  function dark(on) {
    body.classList.toggle("dark", on);
    return draw();
  }

  function speaker() {
    const address = new URL(location.href);
    address.searchParams.set("speaker", "1");
    other = open(address.href, "_blank", "popup,width=900,height=700");
  }

  function picture(format) {
    const place = slides[current].querySelector(".chart");
    if (!place) return;
    const name = data.titles[current].replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 60);
    Plotly.downloadImage(place, { format, filename: name, width: place.clientWidth, height: place.clientHeight, scale: format === "png" ? 2 : 1 });
  }

  function help() {
    const dialog = document.getElementById("help");
    if (dialog.open) dialog.close(); else dialog.showModal();
  }

  const keys = {
    ArrowRight: () => show(current + 1), ArrowDown: () => show(current + 1), PageDown: () => show(current + 1),
    " ": (event) => show(current + (event.shiftKey ? -1 : 1)), Enter: () => show(current + 1),
    ArrowLeft: () => show(current - 1), ArrowUp: () => show(current - 1), PageUp: () => show(current - 1),
    Backspace: () => show(current - 1), Home: () => show(0), End: () => show(slides.length - 1),
    f: full, d: () => dark(!body.classList.contains("dark")), l: () => repeat(loop ? 0 : wanted() || 20),
    n: () => { notes.hidden = !notes.hidden; }, s: speaker, p: () => picture("png"), v: () => picture("svg"), "?": help, h: help,
  };

  function wanted() {
    const seconds = Number(query.get("loop"));
    return Number.isFinite(seconds) && seconds > 0 ? Math.max(LEAST_LOOP, seconds) : 0;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key] || keys[event.key.toLowerCase()];
    if (!act || document.getElementById("help").open && event.key !== "?") return;
    event.preventDefault();
    act(event);
  });
  stage.addEventListener("click", (event) => {
    if (getSelection().toString()) return;
    show(current + (event.clientX < innerWidth / 3 ? -1 : 1));
  });
  addEventListener("touchstart", (event) => { touch = event.changedTouches[0]; }, { passive: true });
  addEventListener("touchend", (event) => {
    const way = touch ? event.changedTouches[0].clientX - touch.clientX : 0;
    if (Math.abs(way) > SWIPE) { event.preventDefault(); show(current + (way < 0 ? 1 : -1)); }
    touch = null;
  }, { passive: false });
  addEventListener("message", (event) => {
    const from = event.source === other || event.source === window.opener;
    if (from && event.data && Number.isInteger(event.data.slide)) show(event.data.slide, true);
  });
  addEventListener("resize", size);
  addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1 || 0));

  if (query.has("speaker")) {
    body.classList.add("speaker");
    document.getElementById("speaker").hidden = false;
    other = window.opener;
    const began = Date.now();
    setInterval(() => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      document.getElementById("clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }, 1000);
  }
  if (query.get("theme") === "dark" || !query.has("theme") && matchMedia("(prefers-color-scheme: dark)").matches) body.classList.add("dark");
  size();
  slides.forEach(fit);
  draw().then(() => {
    body.classList.remove("loading");
    body.dataset.ready = String(slides.length);
    loop = wanted();
    show(Number(location.hash.slice(1)) - 1 || 0);
  });
})();
