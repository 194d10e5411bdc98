// The second official's page: the document beside the questions. An answer is kept in this browser
// before it is sent, and shown as given; without a script the forms go by themselves.

import * as desk from "./desk.js";
import * as panes from "./panes.js";

const { outbox } = desk;
const root = document.getElementById("case");
const forms = () => [...root.querySelectorAll("form.blind")];
const waiting = () => outbox.entries.filter((entry) => entry.application === root.dataset.id);

function wrong(form, words) {
  const told = form.querySelector(".card-error");
  told.textContent = words;
  told.hidden = !words;
}

/** Forms whose answers are kept are not asked again; where none is left the comparison is shown. */
function settle() {
  const kept = new Set(waiting().map((entry) => entry.item));
  for (const form of forms()) form.hidden = form.dataset.given !== undefined || kept.has(form.dataset.item);
  const given = forms().filter((form) => form.hidden).length;
  root.querySelector("[data-done]").textContent = String(before + given);
  if (given === forms().length && !kept.size) location.assign(location.pathname);
}

function submitted(event) {
  const form = event.target.closest("form.blind");
  const choice = event.submitter?.value;
  if (!form || !choice) return;
  event.preventDefault();
  const { csrf, request, ...fields } = Object.fromEntries(new FormData(form));
  if (choice === "typed" && !fields.text.trim()) {
    form.elements.text.focus();
    return;
  }
  wrong(form, "");
  outbox.add({
    url: form.getAttribute("action"),
    application: root.dataset.id,
    item: form.dataset.item,
    title: form.dataset.title,
    fields: { ...fields, choice },
  });
  settle();
  forms().find((other) => !other.hidden)?.querySelector("input[name=text], textarea")?.focus();
}

outbox.addEventListener("saved", ({ detail: { entry } }) => {
  desk.forgetDrafts(entry.item);
  const form = forms().find((other) => other.dataset.item === entry.item);
  if (form) form.dataset.given = "";
  settle();
});
outbox.addEventListener("refused", ({ detail: { entry, answer } }) => {
  settle();
  const form = forms().find((other) => other.dataset.item === entry.item);
  if (!form) return;
  wrong(form, answer.detail ?? "未能保存，请刷新页面后重试。");
  for (const name of ["text", "note"]) {
    if (form.elements[name] && entry.fields[name]) form.elements[name].value = entry.fields[name];
  }
  form.querySelector(`[name=choice][value=${CSS.escape(entry.fields.choice)}]`)?.focus();
});

panes.splitting(desk.keep, desk.kept, "split.second");
document.addEventListener("click", (event) => {
  const file = event.target.closest(".no-document a[data-document]");
  if (!file || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  panes.showPlace(file);
});
const before = Number(root.querySelector("[data-done]").textContent);
root.addEventListener("submit", submitted);
root.addEventListener("input", ({ target }) => desk.keepDraft(target));
desk.restoreDrafts(root);
settle();
outbox.send();
const first = document.querySelector(".no-document a[data-document]");
if (first) panes.showPlace(first);
root.dataset.ready = "";
