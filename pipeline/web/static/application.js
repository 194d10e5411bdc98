// The application's page by keyboard: what a key or a click does. The page works without this by
// plain forms; here a save is shown as done at once.

import * as desk from "./desk.js";
import { showingConflicts } from "./conflicts.js";
import { showPlace, splitting } from "./panes.js";
import {
  HERE, arm, armed, asks, beside, currentAsk, currentCard, editable, list, makeCurrent, nextPlace, one, panel, root,
  step, turn, zoom,
} from "./questions.js";
import { enhance, filterValues, refreshSoon } from "./refreshing.js";
import { pickBlock, preview, save, saveAnswer, saveTyped, undo, wrong } from "./saving.js";

const { alone, composing, field, outbox } = desk;

// --- forms -----------------------------------------------------------------------------------------

function submitted(event) {
  const card = event.target.closest("form.card");
  if (!card) return;
  event.preventDefault();
  const choice = event.submitter?.value ?? "";
  wrong(card, "");
  if (choice === "typed") saveTyped(card);
  else if (event.submitter?.dataset.answer) arm(card, choice);
  else if (choice) save(card, choice);
}

// --- conflicts and refusals ---------------------------------------------------------------------

outbox.addEventListener("saved", ({ detail: { entry, answer } }) => {
  if (entry.application !== root.dataset.id) return;
  if (outbox.entries.some((e) => e.state === "waiting" && e.application === root.dataset.id)) return;
  refreshSoon(entry.url.endsWith("/undo") ? (answer.item ?? "") : null);
});
// What another tab of the same person has sent.
outbox.addEventListener("elsewhere", () => {
  const unsent = new Set(outbox.entries.map((entry) => entry.item));
  if (list(".ask[data-saving]").some((ask) => !unsent.has(ask.dataset.ask))) refreshSoon();
});
outbox.addEventListener("refused", ({ detail: { entry, answer } }) => {
  desk.say(`「${entry.title}」未能保存：${answer.detail ?? "请刷新页面后重试。"}`, "bad");
  setTimeout(() => desk.say(""), 12_000);
  for (const name of ["text", "note", "choice"]) {
    if (entry.fields?.[name]) desk.keep(`draft.${entry.item}.${name}`, entry.fields[name]);
  }
  if (entry.application === root.dataset.id) refreshSoon(entry.item || null);
});

// --- going to a question or a condition --------------------------------------------------------------

function openItem(item) {
  const ask = asks().find((other) => other.dataset.ask === item);
  if (ask) makeCurrent(ask);
  else {
    one(".case-scroll").scrollTop = 0;
    document.activeElement?.blur?.();
    refreshSoon(item);
  }
}

function openCondition(id) {
  const line = list("[data-condition-line]").find((other) => other.dataset.conditionLine === id);
  if (!line) return;
  line.open = true;
  line.scrollIntoView({ block: "center" });
  one("summary", line).focus({ preventScroll: true });
}

// --- drawing a box ------------------------------------------------------------------------------

const SHORT = 24; // characters

beside.addEventListener("box-drawn", ({ detail }) => {
  const card = currentCard();
  if (!card?.elements.place) return;
  card.elements.place.value = JSON.stringify({
    document: detail.document,
    page: detail.page,
    box: detail.box,
    text: detail.text ?? "",
  });
  const told = one(".drawn", card);
  if (told) {
    told.hidden = false;
    one("[data-drawn-where]", told).textContent = `第 ${detail.page} 页${detail.text ? `「${detail.text.slice(0, 40)}」` : ""}`;
  }
  const typed = one("[data-typed]", card);
  const text = (detail.text ?? "").replace(/\s+/g, " ").trim();
  // A short text may be the value itself; it is selected, so that typing replaces it.
  if (typed && !typed.value && text && text.length <= SHORT) typed.value = text;
  if (typed) {
    typed.focus();
    typed.select();
    card.classList.toggle("typed-in", Boolean(typed.value));
    preview(typed);
  }
});

// --- keys ---------------------------------------------------------------------------------------

const GOES = {
  q: () => location.assign("/queue"),
  h: () => location.assign(`${HERE}/history`),
  n: () => one("[data-next-application]")?.click(),
  c: () => one("#conditions").scrollIntoView(),
  r: () => one("#rosters").scrollIntoView(),
};
const KEYS = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  f: nextPlace,
  "[": () => turn(-1),
  "]": () => turn(1),
  "-": () => zoom(-1),
  "=": () => zoom(1),
  "?": desk.showKeys,
  "/": () => {
    const filter = one("[data-value-filter]");
    one("#values").scrollIntoView();
    filter.focus();
    filter.select();
  },
  e: () => one("[data-typed]", currentCard() ?? panel)?.focus(),
  u: () => editable && undo(),
  r: () => {
    const refused = one("[data-refused]", currentCard() ?? panel);
    if (refused) refused.open = !refused.open;
  },
  s: () => one('.case-tabs [data-press="s"]')?.click(),
  b: () => one("[data-draw]", beside)?.click(),
  Escape: () => one("[data-leave]")?.click(),
};

let going = 0; // until when `g` waits for its second key

function pressed(event) {
  const writing = field(event.target);
  if (writing) {
    inField(event, writing);
    return;
  }
  if (!alone(event)) return;
  if (/^(Enter| )$/.test(event.key) && event.target.closest?.("a, button, summary, [role=separator]")) return;
  if (event.target.closest?.("[role=separator]") || event.target.closest?.("[data-scroll]")) {
    if (/^Arrow/.test(event.key)) return;
  }
  if (going > Date.now()) {
    going = 0;
    const go = GOES[event.key];
    if (go) {
      event.preventDefault();
      go();
    }
    return;
  }
  if (event.key === "g") {
    going = Date.now() + 1500;
    return;
  }
  if (inCard(event)) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** A key that a button of the current question names; whether there was one. */
function inCard(event) {
  const card = currentCard();
  if (!card || event.repeat) return Boolean(card) && event.repeat && /^(Enter|\d)$/.test(event.key);
  const button = list("[data-press]", card).find(
    (other) => other.dataset.press === event.key && !other.hidden && !other.disabled,
  );
  if (button) {
    event.preventDefault();
    button.click();
    return true;
  }
  if (event.key !== "Enter") return false;
  const typed = one("[data-typed]", card);
  event.preventDefault();
  if (typed) typed.focus();
  else one("[data-answer]", card)?.focus();
  return true;
}

function inField(event, writing) {
  if (composing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
  const card = writing.closest("form.card");
  if (event.key === "Escape") {
    if (writing.matches("[data-value-filter]")) {
      writing.value = "";
      filterValues();
    }
    writing.blur();
    if (card) one(".card-title", card).focus({ preventScroll: true });
    event.preventDefault();
    return;
  }
  if (event.key === "Enter" && writing.matches("[data-value-filter]")) {
    event.preventDefault();
    const first = list("[data-value-row]").find((row) => !row.hidden);
    if (first && writing.value.trim()) one("[data-open-item]", first).click();
    return;
  }
  if (!card) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (writing.matches("[data-typed]")) saveTyped(card);
    else if (writing.matches("[data-reason]")) saveAnswer(card);
    else {
      writing.blur();
      one(".card-title", card).focus({ preventScroll: true });
    }
    return;
  }
  if (/^[1-9]$/.test(event.key) && writing.matches("[data-reason]") && !writing.value) {
    const block = list("[data-block-text]", card)[Number(event.key) - 1];
    if (block && armed.has(card.dataset.item)) {
      event.preventDefault();
      pickBlock(block);
    }
  }
}

// --- the mouse ----------------------------------------------------------------------------------

function clicked(event) {
  const at = (selector) => event.target.closest(selector);
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const act = () => event.preventDefault();
  const place = at("a[data-document]");
  const item = at("[data-open-item]");
  if (place) {
    act();
    showPlace(place);
    // So that Enter accepts again, and does not follow the link once more.
    if (event.detail > 0) one(".card-title", currentCard() ?? panel)?.focus({ preventScroll: true });
  } else if (item) {
    act();
    openItem(item.dataset.openItem);
  } else if (at("[data-condition]")) {
    act();
    openCondition(at("[data-condition]").dataset.condition);
  } else if (at("[data-go-card]")) {
    act();
    makeCurrent(document.getElementById(at("[data-go-card]").dataset.goCard)?.closest(".ask"));
  } else if (at("[data-leave]")) {
    act();
    makeCurrent(asks()[0] ?? null);
    if (!asks().length) refreshSoon("");
  } else if (at("[data-block-text]")) pickBlock(at("[data-block-text]"));
  else if (at("[data-save-answer]")) saveAnswer(at("form.card"));
  else if (at("[data-draw]")) KEYS.b();
  else if (at("[data-drawn-drop]")) {
    at("form.card").elements.place.value = "";
    at(".drawn").hidden = true;
  }
}

// --- who holds it -------------------------------------------------------------------------------

const RENEW = 120_000; // renewed while somebody works, well before it expires
let active = Date.now();

async function claim() {
  if (!editable || one("[data-claim=other]")) return;
  try {
    const answer = await fetch(`${HERE}/claim`, {
      method: "POST",
      headers: { accept: "application/json", "x-csrf-token": desk.token() },
    });
    if (answer.ok || answer.status === 409 || answer.status === 423) refreshSoon();
  } catch {
    // claimed with the first save that arrives
  }
}

for (const event of ["keydown", "pointerdown"]) {
  addEventListener(event, () => (active = Date.now()), { passive: true });
}

let previewTimer = 0;

// --- begin --------------------------------------------------------------------------------------

panel.addEventListener("submit", submitted);
panel.addEventListener("input", ({ target }) => {
  if (target.matches("[data-value-filter]")) filterValues();
  desk.keepDraft(target);
  if (target.matches("[data-typed]")) {
    target.form.classList.toggle("typed-in", Boolean(target.value.trim()));
    clearTimeout(previewTimer);
    previewTimer = setTimeout(() => preview(target), 180);
  }
});
panel.addEventListener("click", clicked);
beside.addEventListener("click", (event) => {
  if (event.target.closest(".no-document")) clicked(event);
});
document.addEventListener("keydown", pressed);

splitting(desk.keep, desk.kept, "split");
enhance();
addEventListener("online", () => {
  const shown = one(".place.shown");
  if (shown) showPlace(shown);
});
const named = new URL(location.href).searchParams;
makeCurrent(currentAsk() ?? asks()[0] ?? null, { show: !named.has("document") });
// Where nothing is left to settle, or nothing has a place, the first file is shown.
const first = one(".no-document a[data-document]", beside);
if (first && !one(".ask.current a.place")) showPlace(first);
showingConflicts(outbox, (entry) => refreshSoon(entry.item));
outbox.send();
if (one("[data-claim=none]")) claim();
setInterval(() => {
  if (Date.now() - active < RENEW && one("[data-claim=own]")) claim();
}, RENEW);
root.dataset.ready = "";
