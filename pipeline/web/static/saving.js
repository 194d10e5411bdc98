// What is saved: kept in this browser first, shown as done, sent behind; and how typed text reads.

import * as desk from "./desk.js";
import { HERE, armed, asks, following, list, makeCurrent, one, root } from "./questions.js";

const { outbox } = desk;

// --- saving -------------------------------------------------------------------------------------

export function wrong(card, words) {
  const told = one(".card-error", card);
  told.textContent = words;
  told.hidden = !words;
}

/** Save an answer: kept first, shown as done, sent behind. */
export function save(card, choice) {
  const ask = card.closest(".ask");
  const fields = Object.fromEntries(new FormData(card));
  delete fields.csrf;
  delete fields.request;
  outbox.add({
    url: card.getAttribute("action"),
    application: root.dataset.id,
    item: card.dataset.item,
    title: card.dataset.title,
    fields: { ...fields, choice },
  });
  armed.delete(card.dataset.item);
  desk.forgetDrafts(card.dataset.item);
  const next = following(ask);
  ask.setAttribute("data-saving", "");
  count(1);
  document.activeElement?.blur?.();
  makeCurrent(next ?? null);
  if (!next) one(".case-scroll")?.focus();
}

/** Count one more as done before the server has said so. */
export function count(by) {
  const bar = one(".progress progress");
  bar.value += by;
  one(".progress b").textContent = String(bar.value);
}

export async function saveTyped(card) {
  const typed = one("[data-typed]", card);
  const text = typed.value.trim();
  if (!text) {
    typed.focus();
    return;
  }
  const answer = await preview(typed);
  if (answer?.error) {
    typed.focus();
    return;
  }
  save(card, "typed");
}

export async function undo() {
  const unsent = outbox.entries.filter((entry) => entry.application === root.dataset.id);
  const last = unsent.at(-1);
  if (last && last.state === "waiting" && !navigator.onLine) {
    outbox.drop(last.id);
    const ask = asks().find((other) => other.dataset.ask === last.item);
    ask?.removeAttribute("data-saving");
    makeCurrent(ask);
    return;
  }
  outbox.add({ url: `${HERE}/undo`, application: root.dataset.id, item: "", title: "撤回", fields: {} });
}

export function saveAnswer(card) {
  const choice = armed.get(card.dataset.item);
  const reason = one("[data-reason]", card);
  if (!choice) return;
  if (choice !== "yes" && !reason.value.trim()) {
    wrong(card, choice === "no" ? "判断为不符合时，请写明理由。" : "请写明需要申报单位补充什么。");
    reason.focus();
    return;
  }
  save(card, choice);
}

export function pickBlock(button) {
  const reason = one("[data-reason]", button.closest("form.card"));
  reason.value = reason.value.trim() ? `${reason.value.trim()}；${button.dataset.blockText}` : button.dataset.blockText;
  desk.keepDraft(reason);
  reason.focus();
}

// --- what is typed, as it would be read ---------------------------------------------------------

const previews = new Map(); // subject + text → answer

export async function preview(input) {
  const card = input.closest("form.card");
  const output = one(".preview", card);
  const text = input.value.trim();
  const key = `${card.dataset.subject}\n${text}`;
  if (!text) return tell(output, null);
  if (!previews.has(key)) {
    try {
      const answer = await fetch(`${HERE}/preview`, {
        method: "POST",
        headers: { accept: "application/json", "x-csrf-token": desk.token() },
        body: new URLSearchParams({ key: card.dataset.subject, text }),
      });
      if (!answer.ok) return null; // checked again when it is saved
      previews.set(key, await answer.json());
    } catch {
      return null;
    }
  }
  if (input.value.trim() !== text) return null;
  return tell(output, previews.get(key));
}

function tell(output, answer) {
  output.classList.toggle("wrong", Boolean(answer?.error));
  output.textContent = answer ? (answer.error ?? `读作 ${answer.words}`) : "";
  if (answer) output.scrollIntoView({ block: "nearest" });
  return answer;
}
