// The document beside the checklist: shows a place, turns pages, zooms, takes a box drawn on a page.
//
//   import { showPlace } from "./document.js";
//   showPlace({ document: 1, block: 12, start: 3, end: 9 });
//
// What it tells, as events that bubble from the pane:
//   document-shown  { document, block, start, end }
//   box-drawn       { document, page, box: [x0, top, x1, bottom] in points, text, places }
//   box-given-up    {}
// Without it every link still leads to the same place on a page of its own.

const POINTS_AN_INCH = 72;
const PIXELS_AN_INCH = 96;
const SCREEN_DPI = 120; // what zoom=1 is drawn at
const ENOUGH = 1.15; // so much may a picture be enlarged before the sharper one is asked for
const STEP = 4; // points that an arrow key moves a box; with Alt one
const LEAST = 4; // points: a smaller box is a click
const SVG = "http://www.w3.org/2000/svg";
const ZOOM_KEPT = "document-zoom";

const scrolls = new Map(); // document → [left, top]
let asking = null;
let drawing = null; // { figure, rect, box, from }

const pane = () => document.getElementById("document");
const holder = () => document.querySelector("[data-documents]"); // where the pane goes, while there is none
const scroller = (of = pane()) => of?.querySelector("[data-scroll]");

export async function showPlace(place) {
  const old = pane();
  const documents = old ? partsOf(old) : holder()?.dataset.documents;
  if (!documents) return false;
  const query = new URLSearchParams();
  for (const name of ["block", "start", "end", "sheet", "begin", "page", "box"]) {
    const value = place[name];
    if (value !== undefined && value !== null && value !== "") query.set(name, value);
  }
  if (old) keepScroll(old);
  asking?.abort();
  const own = (asking = new AbortController());
  let fresh;
  try {
    const answer = await fetch(`${documents}/${place.document}?${query}`, { signal: own.signal, headers: { Accept: "text/html, application/json;q=0.1" } });
    if (!answer.ok) throw new Error(await reason(answer));
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    fresh = parsed.getElementById("document");
    if (!fresh) throw new Error("没有收到文件内容，请刷新页面。");
  } catch (error) {
    if (error.name !== "AbortError") say(error instanceof TypeError ? "网络中断，文件未能显示；恢复后请再试一次。" : error.message, true);
    return false;
  }
  const current = pane();
  stopDrawing();
  const had = current?.contains(document.activeElement) ? pathOf(document.activeElement) : null;
  if (!current) holder()?.replaceChildren(document.adoptNode(fresh));
  else if (samePages(current, fresh)) takeOver(current, fresh);
  else current.replaceWith(document.adoptNode(fresh));
  if (!pane()) return false;
  prepare(pane());
  if (had) pane().querySelector(had)?.focus({ preventScroll: true });
  arrive(place);
  pane().dispatchEvent(new CustomEvent("document-shown", { bubbles: true, detail: place }));
  return true;
}

const partsOf = (of) => `/applications/${encodeURIComponent(of.dataset.application)}/documents`;

async function reason(answer) {
  if (answer.status === 401) return "登录已过期，请在新窗口登录后继续；本页内容仍保留。";
  try {
    return (await answer.json()).detail || "文件未能显示。";
  } catch {
    return "文件未能显示，请刷新页面。";
  }
}

function say(words, bad = false) {
  const line = pane()?.querySelector("[data-says]") ?? document.getElementById("strip");
  if (!line) return;
  line.hidden = !words;
  line.textContent = words;
  line.classList.toggle("bad", bad);
}

// --- putting the new beside what is there ------------------------------------------------------

// Pictures that are already there stay: only what lies over them changes.
const samePages = (a, b) =>
  a.dataset.view === "pages" && b.dataset.view === "pages" &&
  a.dataset.application === b.dataset.application &&
  a.dataset.document === b.dataset.document && a.dataset.begin === b.dataset.begin;

function takeOver(current, fresh) {
  for (const figure of fresh.querySelectorAll(".page")) {
    const there = current.querySelector(`#page-${figure.dataset.page}`);
    if (!there) continue;
    const paper = there.querySelector(".paper");
    if (paper) {
      paper.querySelectorAll(".overlay").forEach((overlay) => overlay.remove());
      figure.querySelectorAll(".overlay").forEach((overlay) => paper.append(document.adoptNode(overlay)));
    }
    const text = figure.querySelector(".page-text-body");
    if (text) there.querySelector(".page-text-body")?.replaceWith(document.adoptNode(text));
  }
  const notes = fresh.querySelector(".document-notes");
  current.querySelector(".document-notes")?.remove();
  if (notes) current.querySelector("[data-says]").after(document.adoptNode(notes));
}

function pathOf(element) {
  for (const name of ["data-turn", "data-zoom", "data-marks", "data-draw", "data-scroll"]) {
    if (element.hasAttribute(name)) {
      const value = element.getAttribute(name);
      return value ? `[${name}="${value}"]` : `[${name}]`;
    }
  }
  return "[data-scroll]";
}

function keepScroll(of) {
  const box = scroller(of);
  if (box) scrolls.set(of.dataset.document, [box.scrollLeft, box.scrollTop]);
}

function arrive(place) {
  const box = scroller();
  if (!box) return;
  const target = box.querySelector("#place") ?? box.querySelector(".target");
  if (target) return bring(target);
  const kept = scrolls.get(String(place.document));
  if (kept && (place.begin === undefined || place.begin === null || place.begin === "")) [box.scrollLeft, box.scrollTop] = kept;
  else box.scrollTop = 0;
}

// A third from the top: what stands before a figure explains it more often than what follows.
function bring(target) {
  const box = scroller();
  const inside = box.getBoundingClientRect();
  const at = target.getBoundingClientRect();
  box.scrollTop += at.top - inside.top - Math.max(40, (inside.height - at.height) / 3);
  const over = Math.min(0, at.left - inside.left - 24) || Math.max(0, at.right - inside.right + 24);
  box.scrollLeft += over;
  pane().classList.remove("arrived");
  requestAnimationFrame(() => pane()?.classList.add("arrived"));
}

// --- zoom and pages -----------------------------------------------------------------------------

const zoomNow = () => {
  try {
    return sessionStorage.getItem(ZOOM_KEPT) ?? "fit";
  } catch {
    return "fit";
  }
};

function zoomTo(value) {
  const of = pane();
  const box = scroller(of);
  const share = box.scrollHeight ? (box.scrollTop + box.clientHeight / 2) / box.scrollHeight : 0;
  try {
    sessionStorage.setItem(ZOOM_KEPT, value);
  } catch {
    // a browser that keeps nothing zooms all the same
  }
  const target = box.querySelector("#place");
  const seen = target && isSeen(target, box);
  applyZoom(of, value);
  if (seen) return bring(target);
  box.scrollTop = share * box.scrollHeight - box.clientHeight / 2;
}

function isSeen(target, box) {
  const at = target.getBoundingClientRect();
  const inside = box.getBoundingClientRect();
  return at.bottom > inside.top && at.top < inside.bottom;
}

function applyZoom(of, value) {
  const select = of.querySelector("[data-zoom]");
  if (select) select.value = value;
  of.classList.remove("zoom-100", "zoom-125", "zoom-150", "zoom-200");
  if (value !== "fit") of.classList.add(`zoom-${value}`);
  for (const figure of of.querySelectorAll(".page")) {
    const wide = (Number(figure.dataset.width) / POINTS_AN_INCH) * PIXELS_AN_INCH * (Number(value) / 100);
    figure.style.width = value === "fit" ? "" : `${Math.round(wide)}px`;
  }
  sharpen(of);
}

function sharpen(of) {
  for (const figure of of.querySelectorAll(".page")) {
    const image = figure.querySelector("img");
    if (!image) continue;
    const drawn = (Number(figure.dataset.width) / POINTS_AN_INCH) * SCREEN_DPI;
    const wanted = image.clientWidth * window.devicePixelRatio > drawn * ENOUGH ? "zoom=2" : "zoom=1";
    if (wanted === "zoom=2" && image.src.includes("zoom=1")) image.src = image.src.replace("zoom=1", wanted);
  }
}

function pageNow(of = pane()) {
  const box = scroller(of);
  const middle = box.getBoundingClientRect().top + box.clientHeight / 3;
  let now = null;
  for (const figure of of.querySelectorAll(".page")) {
    if (now && figure.getBoundingClientRect().top > middle) break;
    now = figure;
  }
  return now;
}

function turn(by) {
  const now = pageNow();
  const next = now && pane().querySelector(`#page-${Number(now.dataset.page) + by}`);
  if (next) scroller().scrollTop += next.getBoundingClientRect().top - scroller().getBoundingClientRect().top - 8;
  else pane().querySelector(by > 0 ? ".more:last-child a" : ".more:first-child a")?.click();
}

export const turnPage = (by) => turn(by);

// --- a box drawn on a page ----------------------------------------------------------------------

export function startDrawing() {
  const of = pane();
  if (of?.dataset.view === "flow") return startPicking(of);
  const figure = of && pageNow(of);
  if (!figure?.querySelector(".paper")) return false;
  of.classList.add("drawing");
  of.querySelector("[data-draw]")?.setAttribute("aria-pressed", "true");
  drawing = { figure: null, rect: null, box: null, from: null };
  const width = Number(figure.dataset.width);
  const height = Number(figure.dataset.height);
  const seen = scroller(of).getBoundingClientRect();
  const paper = figure.querySelector(".paper").getBoundingClientRect();
  const middle = Math.min(height - 20, Math.max(20, ((seen.top + seen.height / 3 - paper.top) / paper.height) * height));
  put(figure, [width * 0.3, middle - 9, width * 0.7, middle + 9]);
  scroller(of).focus({ preventScroll: true });
  say("框选：用鼠标拖出范围；或用方向键移动、Shift＋方向键改变大小（按住 Alt 微调），Enter 确定，Esc 取消。");
  return true;
}

// In running text there is no page to draw on: a paragraph or cell is chosen instead.
function startPicking(of) {
  if (!of.querySelector("[data-draw]")) return false;
  const blocks = [...of.querySelectorAll(".flow [data-block]")];
  const seen = scroller(of).getBoundingClientRect();
  const at = (of.querySelector("#place") ?? blocks.find((one) => one.getBoundingClientRect().top > seen.top))?.closest("[data-block]");
  if (!at) return false;
  of.classList.add("drawing");
  of.querySelector("[data-draw]").setAttribute("aria-pressed", "true");
  drawing = { blocks, picked: null };
  pick(at);
  scroller(of).focus({ preventScroll: true });
  say("选取：点击段落或单元格；或用 ↑ ↓ 移动，Enter 确定，Esc 取消。");
  return true;
}

function pick(block) {
  drawing.picked?.classList.remove("picked");
  drawing.picked = block;
  block.classList.add("picked");
  block.scrollIntoView({ block: "nearest" });
}

export function stopDrawing() {
  if (!drawing) return;
  drawing.picked?.classList.remove("picked");
  drawing.rect?.ownerSVGElement?.remove();
  drawing = null;
  pane()?.classList.remove("drawing");
  pane()?.querySelector("[data-draw]")?.setAttribute("aria-pressed", "false");
  say("");
}

function put(figure, box) {
  const width = Number(figure.dataset.width);
  const height = Number(figure.dataset.height);
  const clamp = (value, most) => Math.min(most, Math.max(0, value));
  const [x0, top, x1, bottom] = box;
  drawing.box = [clamp(Math.min(x0, x1), width), clamp(Math.min(top, bottom), height), clamp(Math.max(x0, x1), width), clamp(Math.max(top, bottom), height)];
  if (drawing.figure !== figure || !drawing.rect?.isConnected) {
    drawing.rect?.ownerSVGElement?.remove();
    const overlay = document.createElementNS(SVG, "svg");
    overlay.setAttribute("class", "overlay");
    overlay.setAttribute("viewBox", `0 0 ${width} ${height}`);
    overlay.setAttribute("preserveAspectRatio", "none");
    drawing.rect = document.createElementNS(SVG, "rect");
    drawing.rect.setAttribute("class", "drawn");
    overlay.append(drawing.rect);
    figure.querySelector(".paper").append(overlay);
    drawing.figure = figure;
  }
  const [left, upper, right, lower] = drawing.box;
  drawing.rect.setAttribute("x", left);
  drawing.rect.setAttribute("y", upper);
  drawing.rect.setAttribute("width", Math.max(0, right - left));
  drawing.rect.setAttribute("height", Math.max(0, lower - upper));
}

function pointOf(figure, event) {
  const paper = figure.querySelector(".paper").getBoundingClientRect();
  return [
    ((event.clientX - paper.left) / paper.width) * Number(figure.dataset.width),
    ((event.clientY - paper.top) / paper.height) * Number(figure.dataset.height),
  ];
}

async function takeBox() {
  const of = pane();
  const { figure, box, picked } = drawing;
  if (picked) return takeUnder(of, `block=${picked.dataset.block}`, { document: Number(of.dataset.document), text: "", places: [] });
  if (box[2] - box[0] < LEAST || box[3] - box[1] < LEAST) return say("框选的范围太小，请再拉大一些。", true);
  const rounded = box.map((side) => Math.round(side * 10) / 10);
  const detail = { document: Number(of.dataset.document), page: Number(figure.dataset.page), box: rounded, text: "", places: [] };
  return takeUnder(of, `page=${detail.page}&box=${rounded.join(",")}`, detail);
}

async function takeUnder(of, query, detail) {
  const address = `${partsOf(of)}/${of.dataset.document}/under`;
  let failed = "";
  try {
    const answer = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(await reason(answer));
    const found = await answer.json();
    Object.assign(detail, { page: found.page, text: found.text, places: found.places, box: detail.box ?? found.box });
  } catch (error) {
    if (!detail.box) return say(error instanceof TypeError ? "网络中断，未能选取；恢复后请再按 Enter。" : error.message, true);
    failed = "（未能取得框内文字）";
  }
  const quoted = detail.text.replace(/\s+/g, " ").slice(0, 60);
  stopDrawing();
  say(`已选定第 ${detail.page} 页${quoted ? `「${quoted}」` : "，框内没有识别到文字"}${failed}`);
  of.dispatchEvent(new CustomEvent("box-drawn", { bubbles: true, detail }));
}

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function drawingKey(event) {
  if (!drawing || event.isComposing || event.keyCode === 229) return;
  if (event.target.closest?.("input, select, textarea, button, a") && event.key !== "Escape") return;
  const move = MOVES[event.key];
  if (!move && event.key !== "Enter" && event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  if (event.key === "Enter") return void takeBox();
  if (event.key === "Escape") {
    stopDrawing();
    pane().dispatchEvent(new CustomEvent("box-given-up", { bubbles: true }));
    return;
  }
  if (drawing.picked) {
    const at = drawing.blocks.indexOf(drawing.picked);
    const next = drawing.blocks[at + (move[0] + move[1])];
    if (next) pick(next);
    return;
  }
  const step = event.altKey ? 1 : STEP;
  const [dx, dy] = [move[0] * step, move[1] * step];
  let [x0, top, x1, bottom] = drawing.box;
  if (event.shiftKey) put(drawing.figure, [x0, top, Math.max(x0 + LEAST, x1 + dx), Math.max(top + LEAST, bottom + dy)]);
  else {
    const width = Number(drawing.figure.dataset.width);
    const height = Number(drawing.figure.dataset.height);
    const mx = Math.min(width - x1, Math.max(-x0, dx));
    const my = Math.min(height - bottom, Math.max(-top, dy));
    put(drawing.figure, [x0 + mx, top + my, x1 + mx, bottom + my]);
  }
  const box = scroller().getBoundingClientRect();
  const at = drawing.rect.getBoundingClientRect();
  if (at.top < box.top + 16) scroller().scrollTop -= box.top + 16 - at.top;
  if (at.bottom > box.bottom - 16) scroller().scrollTop += at.bottom - box.bottom + 16;
}

// --- what happens in the pane -------------------------------------------------------------------

function onClick(event) {
  const of = pane();
  if (!of?.contains(event.target)) return;
  const turner = event.target.closest("[data-turn]");
  if (turner) return turn(Number(turner.dataset.turn));
  if (event.target.closest("[data-draw]")) {
    if (drawing) stopDrawing();
    else startDrawing();
    return;
  }
  const link = event.target.closest("a[data-document], a[data-sheet], a[data-part]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  showPlace({ document: link.dataset.document ?? of.dataset.document, sheet: link.dataset.sheet, begin: link.dataset.part });
}

function onPointer(event) {
  if (!drawing) return;
  if (drawing.blocks) {
    const block = event.type === "pointerdown" && !event.button && event.target.closest?.(".flow [data-block]");
    if (!block) return;
    event.preventDefault();
    pick(block);
    takeBox();
    return;
  }
  if (event.type === "pointerdown") {
    const figure = event.target.closest?.(".page");
    if (!figure || !event.target.closest(".paper") || event.button) return;
    event.preventDefault();
    drawing.from = pointOf(figure, event);
    put(figure, [...drawing.from, ...drawing.from]);
    event.target.setPointerCapture?.(event.pointerId);
  } else if (drawing.from) {
    put(drawing.figure, [...drawing.from, ...pointOf(drawing.figure, event)]);
    if (event.type === "pointerup") {
      drawing.from = null;
      const [x0, top, x1, bottom] = drawing.box;
      if (x1 - x0 >= LEAST && bottom - top >= LEAST) takeBox();
    }
  }
}

async function onImageFailed(event) {
  const image = event.target;
  const figure = image instanceof HTMLImageElement ? image.closest(".page") : null;
  if (!figure) return;
  let why = "此页的图像未能取得。";
  try {
    const answer = await fetch(image.src, { headers: { Accept: "application/json" } });
    if (!answer.ok) why = await reason(answer);
  } catch {
    why = "网络中断，此页的图像未能取得。";
  }
  figure.classList.add("undrawn");
  const text = figure.querySelector(".page-text");
  text.open = true;
  text.querySelector("summary").textContent = `${why}以下是从此页读取的文字`;
}

let counting = 0;
function onScroll() {
  if (counting) return;
  counting = requestAnimationFrame(() => {
    counting = 0;
    const now = pane()?.querySelector("[data-page-now]");
    const figure = now && pageNow();
    if (figure) now.textContent = figure.dataset.page;
  });
}

function prepare(of) {
  of.querySelectorAll("[data-scripted]").forEach((part) => (part.hidden = false));
  for (const tab of of.querySelectorAll("ul [aria-current]")) {
    const list = tab.closest("ul");
    const over = tab.getBoundingClientRect().right - list.getBoundingClientRect().right;
    if (over > 0) list.scrollLeft += over;
  }
  applyZoom(of, zoomNow());
  scroller(of)?.addEventListener("scroll", onScroll, { passive: true });
  onScroll();
}

export function start() {
  document.addEventListener("click", onClick);
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-zoom]")) zoomTo(event.target.value);
    if (event.target.matches?.("[data-marks]")) pane()?.classList.toggle("show-marks", event.target.checked);
  });
  // Before the desk's own keys: while a box is drawn the arrows and Enter belong to it.
  window.addEventListener("keydown", drawingKey, true);
  for (const kind of ["pointerdown", "pointermove", "pointerup"]) document.addEventListener(kind, onPointer);
  document.addEventListener("error", onImageFailed, true);
  window.addEventListener("resize", () => pane() && sharpen(pane()));
  const place = holder() ?? pane()?.parentElement;
  if (place) new ResizeObserver(() => pane() && sharpen(pane())).observe(place);
  if (!pane()) return;
  prepare(pane());
  // Pictures that failed before this script came.
  pane().querySelectorAll(".page img").forEach((image) => image.complete && !image.naturalWidth && image.currentSrc && onImageFailed({ target: image }));
  const target = pane().querySelector("#place") ?? pane().querySelector(".target");
  if (target) bring(target);
}

start();
