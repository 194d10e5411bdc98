// Two panes side by side: the width between them, and the document in the right one.

import { showPlace as showInPane } from "./document.js";

const root = document.getElementById("case");
const splitter = document.getElementById("splitter");
const PLACE = ["document", "block", "start", "end", "begin", "page"];

// --- the document -------------------------------------------------------------------------------

/** What the attributes of a link say of a place. */
export function placeOf(link) {
  const number = (name) => (link.dataset[name] === undefined ? undefined : Number(link.dataset[name]));
  return { ...Object.fromEntries(PLACE.map((name) => [name, number(name)])), box: link.dataset.box };
}

/** Show the place of a link, and mark the link. */
export function showPlace(link) {
  for (const other of document.querySelectorAll(".place.shown")) other.classList.remove("shown");
  if (link.classList.contains("place")) link.classList.add("shown");
  return showInPane(placeOf(link));
}

// --- the width ----------------------------------------------------------------------------------

/** Let the splitter be moved by mouse and keys; `keep` and `kept` remember it under a name. */
export function splitting(keep, kept, name) {
  const bounds = [Number(splitter.getAttribute("aria-valuemin")), Number(splitter.getAttribute("aria-valuemax"))];
  const split = (percent) => {
    const held = Math.min(Math.max(percent, bounds[0]), bounds[1]);
    root.style.setProperty("--left", `${held}%`);
    splitter.setAttribute("aria-valuenow", String(Math.round(held)));
    keep(name, held);
  };
  splitter.addEventListener("pointerdown", (event) => {
    splitter.setPointerCapture(event.pointerId);
    splitter.classList.add("dragging");
  });
  splitter.addEventListener("pointermove", (event) => {
    if (!splitter.hasPointerCapture(event.pointerId)) return;
    const box = root.getBoundingClientRect();
    split(((event.clientX - box.left) / box.width) * 100);
  });
  splitter.addEventListener("pointerup", (event) => {
    splitter.releasePointerCapture(event.pointerId);
    splitter.classList.remove("dragging");
  });
  splitter.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
    if (!by) return;
    event.preventDefault();
    split(Number(splitter.getAttribute("aria-valuenow")) + by);
  });
  const width = kept(name);
  if (width) split(width);
}
