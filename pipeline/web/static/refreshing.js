// The left pane anew after a save: what is current, open, focused, typed and scrolled to stays.

import * as desk from "./desk.js";
import { placeOf } from "./panes.js";
import { HERE, asks, currentAsk, currentCard, following, list, makeCurrent, one, panel, rearm, root } from "./questions.js";
import { count } from "./saving.js";

const { field, outbox } = desk;

// --- the left pane anew -------------------------------------------------------------------------

let refreshTimer = 0;
let busy = false; // an input method is composing
let wantedItem = null;

export function refreshSoon(item = null) {
  wantedItem = item ?? wantedItem;
  clearTimeout(refreshTimer);
  refreshTimer = setTimeout(refresh, 60);
}

/** Fetch the left pane and put it in, keeping what is current, open, focused, typed, scrolled to. */
async function refresh() {
  const writing = field(document.activeElement);
  if (busy || (writing && panel.contains(writing))) {
    refreshTimer = setTimeout(refresh, 400);
    return;
  }
  const item = wantedItem ?? currentCard()?.dataset.item ?? "";
  let text;
  try {
    const answer = await fetch(`${HERE}/panel?item=${encodeURIComponent(item)}`, {
      headers: { accept: "text/html", "x-idle": "1" },
    });
    if (!answer.ok || answer.redirected) return;
    text = await answer.text();
  } catch {
    return;
  }
  const nowWriting = field(document.activeElement);
  if (busy || (nowWriting && panel.contains(nowWriting))) {
    refreshTimer = setTimeout(refresh, 400);
    return;
  }
  const asked = wantedItem;
  wantedItem = null;
  const before = state();
  const made = new DOMParser().parseFromString(text, "text/html");
  panel.replaceChildren(...made.body.childNodes);
  enhance();
  restore(before, asked);
}

const openKey = (details) =>
  details.id || details.dataset.conditionLine || details.closest("form.card")?.id + details.className;

function state() {
  const active = document.activeElement;
  return {
    scroll: one(".case-scroll")?.scrollTop ?? 0,
    item: currentCard()?.dataset.item,
    focused: panel.contains(active) ? (active.id ? `#${CSS.escape(active.id)}` : "") : null,
    open: new Set(list("details[open]").map(openKey)),
    shown: one(".place.shown") ? JSON.stringify(placeOf(one(".place.shown"))) : "",
    filter: one("[data-value-filter]")?.value ?? "",
  };
}

function restore(before, asked) {
  for (const details of list("details")) details.open ||= before.open.has(openKey(details));
  const filter = one("[data-value-filter]");
  if (filter && before.filter) {
    filter.value = before.filter;
    filterValues();
  }
  one(".case-scroll").scrollTop = before.scroll;
  const shown = list(".place").find((link) => JSON.stringify(placeOf(link)) === before.shown);
  shown?.classList.add("shown");
  const same = list(".ask").find((ask) => one("form.card", ask).dataset.item === before.item);
  const moved = asked !== null || !same || same.hasAttribute("data-saving");
  if (!moved) {
    makeCurrent(same, { focus: false, show: false });
    if (before.focused) document.querySelector(before.focused)?.focus({ preventScroll: true });
    else if (before.focused === "") one(".card-title", same)?.focus({ preventScroll: true });
    return;
  }
  const next = currentAsk() && !currentAsk().hasAttribute("data-saving") ? currentAsk() : following(null);
  if (next) makeCurrent(next);
  else one(".all-settled a.button")?.focus();
}

/** What every new left pane needs: scripted parts shown, drafts, saves that are not sent yet. */
export function enhance() {
  for (const part of list(".scripted")) {
    if (!part.matches("[data-save-bar], [data-blocks]")) part.hidden = false;
  }
  desk.restoreDrafts(panel);
  const unsent = new Set(
    outbox.entries.filter((e) => e.application === root.dataset.id).map((e) => e.item),
  );
  for (const ask of asks()) ask.toggleAttribute("data-saving", unsent.has(ask.dataset.ask));
  count(list(".asks > .ask[data-saving]").length);
  for (const card of list("form.card")) {
    rearm(card);
    card.classList.toggle("typed-in", Boolean(one("[data-typed]", card)?.value.trim()));
  }
  watchSections();
}

document.addEventListener("compositionstart", () => (busy = true));
document.addEventListener("compositionend", () => (busy = false));

// --- finding a field ----------------------------------------------------------------------------

export function filterValues() {
  const wanted = one("[data-value-filter]").value.trim().toLowerCase();
  let some = false;
  for (const row of list("[data-value-row]")) {
    row.hidden = !row.dataset.valueRow.toLowerCase().includes(wanted);
    some ||= !row.hidden;
  }
  one("[data-value-none]").hidden = some;
}

// --- which part is seen --------------------------------------------------------------------------

let sections = null;

function watchSections() {
  sections?.disconnect();
  const tabs = new Map(list('.case-tabs a[href^="#"]').map((tab) => [tab.hash.slice(1), tab]));
  const seen = new Set();
  sections = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) seen.add(entry.target.id);
        else seen.delete(entry.target.id);
      }
      const first = [...tabs.keys()].find((id) => seen.has(id));
      for (const [id, tab] of tabs) {
        if (id === first) tab.setAttribute("aria-current", "true");
        else tab.removeAttribute("aria-current");
      }
    },
    { root: one(".case-scroll"), rootMargin: "0px 0px -60% 0px" },
  );
  for (const section of list(".case-section")) sections.observe(section);
}
