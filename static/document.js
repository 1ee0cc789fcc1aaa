/* What Streamlit leaves out: its own words (their English is in its code) in the language of the
   document; which link of the navigation is the page shown; a sidebar that closes on a phone when a
   page has been chosen; the origin of a number brought into view. `phrases` is put in by dashboard/document.py:
   [[English, translated], ...]; {name} in a phrase stands for text that is kept as it is.
   Text that comes from data is never touched. */
(() => {
  "use strict";
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "aria-description"];
  const DATA =
    "[data-testid=stMarkdownContainer],[data-testid=stText],[role=gridcell],[role=option]," +
    ".js-plotly-plot,textarea,script,style";
  // Streamlit's own button in Markdown: "Upload"
  const OWN = "[data-testid=stFileUploaderDropzone]";
  // Streamlit's own among what else comes from data
  const AMONG_DATA = [
    "Select all",
    "No results",
    "Streamlit server is not responding. Are you connected to the internet?",
    "Connection timed out.",
  ];
  const exact = new Map();
  const patterns = [];
  for (const [from, to] of phrases) {
    if (from.includes("{")) patterns.push([matcher(from), names(from), to]);
    else exact.set(from, to);
  }

  function names(phrase) {
    return [...phrase.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
  }

  function matcher(phrase) {
    const fixed = phrase.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^$()|[\]\\/]/g, "\\$&"));
    return new RegExp("^" + fixed.join("(.+?)") + "$");
  }

  function translated(text) {
    const known = exact.get(text);
    if (known !== undefined) return known;
    for (const [pattern, fields, to] of patterns) {
      const found = pattern.exec(text);
      if (found) return to.replace(/\{(\w+)\}/g, (_, field) => found[1 + fields.indexOf(field)]);
    }
    return text;
  }

  function translateText(node) {
    const text = node.nodeValue.trim();
    const parent = node.parentElement;
    if (!text || !parent) return;
    const inData = !parent.closest(OWN) && parent.closest(DATA);
    if (inData && !(inData.closest("[role=option],[role=dialog]") && AMONG_DATA.includes(text))) return;
    const words = translated(text);
    if (words !== text) node.nodeValue = node.nodeValue.replace(text, () => words);
  }

  function translateAttribute(element, name) {
    const text = element.getAttribute(name);
    const words = text && translated(text);
    if (words && words !== text) element.setAttribute(name, words);
  }

  function translateTree(root) {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".js-plotly-plot")) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) translateText(node);
      else for (const name of ATTRIBUTES) if (node.hasAttribute(name)) translateAttribute(node, name);
    }
  }

  function markCurrentPage() {
    for (const link of document.querySelectorAll("[data-testid=stSidebar] a[href]")) {
      const here = new URL(link.href).pathname === location.pathname && !link.lang;
      if (here) link.setAttribute("aria-current", "page");
      else if (link.getAttribute("aria-current") === "page") link.removeAttribute("aria-current");
    }
  }

  let shown = null; // the number whose origin was last brought into view

  function bringOriginIntoView() {
    const panel = document.querySelector(".st-key-origin_panel");
    const wanted = panel && new URLSearchParams(location.search).get("statement");
    if (wanted && wanted !== shown) {
      panel.setAttribute("aria-live", "polite");
      setTimeout(() => panel.scrollIntoView({ block: "nearest" }), 300); // once it is filled
    }
    shown = wanted;
  }

  function closeSidebarOnPhone(event) {
    const chosen = event.target.closest("[data-testid=stSidebar] a[href]");
    if (!chosen || window.innerWidth > 768) return;
    document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  }

  // The first-visit tour is closed for good (dashboard/tour.py): a year, as the language.
  function rememberTour(event) {
    if (event.target.closest(".st-key-tour_close button")) {
      document.cookie = "tour=closed; Path=/; SameSite=Lax; Max-Age=31536000";
    }
  }

  function apply(records) {
    if (phrases.length) {
      for (const record of records) {
        if (record.type === "attributes") translateAttribute(record.target, record.attributeName);
        else if (record.type === "characterData") translateText(record.target);
        else record.addedNodes.forEach(translateTree);
      }
    }
    markCurrentPage();
    bringOriginIntoView();
  }

  document.addEventListener("click", closeSidebarOnPhone);
  document.addEventListener("click", rememberTour, true); // before the button is gone
  new MutationObserver(apply).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
})();

// The word that stands while a page opens goes with the first thing there is to read.
const READABLE = 'h1, [data-testid="stSidebarContent"] a, [role="dialog"], [data-testid="stAlert"]';
const drawn = new MutationObserver(() => document.querySelector(READABLE) && opened());
const opened = () => {
  drawn.disconnect();
  document.getElementById("opening")?.remove();
};
drawn.observe(document, { childList: true, subtree: true });
setTimeout(opened, 30000);
