// Which question is current: shown large, focused, its first place in the document beside it.

import * as desk from "./desk.js";
import { placeOf, showPlace } from "./panes.js";

export const root = document.getElementById("case");
export const panel = document.getElementById("panel");
export const beside = document.getElementById("beside");
export const HERE = `/applications/${encodeURIComponent(root.dataset.id)}`;
export const editable = Boolean(root.dataset.editable);

export const list = (selector, within = panel) => [...within.querySelectorAll(selector)];
export const one = (selector, within = panel) => within.querySelector(selector);

// --- the current question -----------------------------------------------------------------------

export const currentAsk = () => one(".ask.current");
export const currentCard = () => one(".ask.current form.card");
export const asks = () => list(".asks > .ask");
export const armed = new Map(); // item → the answer chosen, its reason still to be written

export function makeCurrent(ask, { focus = true, show = true } = {}) {
  for (const other of list(".ask.current")) {
    if (other === ask) continue;
    other.classList.remove("current");
    other.removeAttribute("data-current");
    const card = one(".ask-card", other);
    if (card) card.hidden = true;
    other.closest(".aside")?.remove();
  }
  if (!ask) return;
  ask.classList.add("current");
  ask.setAttribute("data-current", "");
  const shell = one(".ask-card", ask);
  if (shell) shell.hidden = false;
  const card = one("form.card", ask);
  rearm(card);
  if (focus) {
    one(".card-title", card).focus({ preventScroll: true });
    reveal(ask);
  }
  const address = new URL(location.href);
  address.searchParams.set("item", card.dataset.item);
  for (const name of ["document", "block", "start", "end", "sheet", "begin", "page", "box"]) address.searchParams.delete(name);
  history.replaceState(null, "", address.pathname + address.search);
  if (show) showFirstPlace(card);
}

/** Scroll the left pane as little as shows the whole card, its head where it is too long. */
function reveal(ask) {
  const scroll = document.getElementById("case-scroll");
  const box = ask.getBoundingClientRect();
  const pane = scroll.getBoundingClientRect();
  const margin = 8;
  if (box.top < pane.top + margin || box.height > pane.height - 2 * margin) {
    scroll.scrollTop += box.top - pane.top - margin;
  } else if (box.bottom > pane.bottom - margin) {
    scroll.scrollTop += box.bottom - pane.bottom + margin;
  }
}

export function step(by) {
  const all = asks().filter((ask) => !ask.hasAttribute("data-saving"));
  if (!all.length) return;
  const at = all.indexOf(currentAsk());
  makeCurrent(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

/** The next question that is not being saved, after this one, else from the top. */
export function following(ask) {
  const all = asks();
  const at = all.indexOf(ask);
  const order = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))];
  return order.find((other) => !other.hasAttribute("data-saving"));
}

// --- its places ----------------------------------------------------------------------------------

const placesOf = (card) => (card ? list("a.place", card) : []);

function showFirstPlace(card) {
  const [first] = placesOf(card);
  if (first) showPlace(first);
}

export function nextPlace() {
  const seen = new Set();
  const places = placesOf(currentCard()).filter((link) => {
    const key = JSON.stringify(placeOf(link));
    return !seen.has(key) && seen.add(key);
  });
  if (!places.length) return;
  const at = places.findIndex((link) => link.classList.contains("shown"));
  const next = places[(at + 1) % places.length];
  next.closest("details")?.setAttribute("open", "");
  showPlace(next);
  next.scrollIntoView({ block: "nearest" });
}

export function turn(by) {
  one(`[data-turn="${by}"]`, beside)?.click();
}

export function zoom(by) {
  const choice = one("select[data-zoom]", beside);
  if (!choice) return;
  const to = Math.min(Math.max(choice.selectedIndex + by, 0), choice.options.length - 1);
  if (to === choice.selectedIndex) return;
  choice.selectedIndex = to;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
}

// --- a judgement: an answer, then its reason ------------------------------------------------------

export function arm(card, choice) {
  armed.set(card.dataset.item, choice);
  rearm(card);
  one("[data-reason]", card).focus();
}

/** Press again what was chosen: an answer without its reason yet, or one that was refused. */
export function rearm(card) {
  if (!card) return;
  const refused = desk.kept(`draft.${card.dataset.item}.choice`);
  for (const button of list("[name=choice]", card)) {
    button.classList.toggle("chosen", button.value === refused);
    if (button.value === refused) button.title = "上次所选，尚未保存";
  }
  if (refused && !armed.has(card.dataset.item) && one(`[data-answer="${CSS.escape(refused)}"]`, card)) {
    armed.set(card.dataset.item, refused);
  }
  const choice = armed.get(card?.dataset.item);
  if (!card || !one("[data-judging]", card)) return;
  for (const button of list("[data-answer]", card)) {
    button.setAttribute("aria-pressed", String(button.dataset.answer === choice));
  }
  one("[data-save-bar]", card).hidden = !choice;
  const blocks = one("[data-blocks]", card);
  if (blocks) blocks.hidden = !choice;
}
