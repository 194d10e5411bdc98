// The queue by keyboard: j and k go, Enter opens, x ticks, n takes the next, / searches.

import { alone, field, showKeys } from "./desk.js";

const rows = [...document.querySelectorAll("[data-row]")];
const ticks = rows.map((row) => row.querySelector("input[name=chosen]"));
const all = document.getElementById("all");

const at = () => rows.findIndex((row) => row.contains(document.activeElement));
const go = (to) => rows[Math.max(0, Math.min(rows.length - 1, to))]?.querySelector("[data-open]").focus();
const KEYS = {
  j: () => go(at() + 1),
  ArrowDown: () => go(at() + 1),
  k: () => go(Math.max(0, at() - 1)),
  ArrowUp: () => go(Math.max(0, at() - 1)),
  x: () => ticks[at()]?.click(),
  n: () => document.querySelector("[data-key=n]")?.click(),
  "/": () => document.getElementById("search").select(),
  "?": showKeys,
};

document.addEventListener("keydown", (event) => {
  const run = KEYS[event.key];
  if (!run || !alone(event) || field(event.target)) return;
  event.preventDefault();
  run();
});

for (const select of document.querySelectorAll("[data-send]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

function counted() {
  const chosen = ticks.filter((tick) => tick.checked).length;
  const words = document.getElementById("bulk-count");
  if (words) words.textContent = chosen ? `选中 ${chosen} 份：` : "选中的材料：";
  if (all) { all.checked = chosen === ticks.length; all.indeterminate = chosen > 0 && chosen < ticks.length; }
}
for (const tick of ticks) tick.addEventListener("change", counted);
if (all) {
  all.hidden = false;
  all.addEventListener("change", () => { for (const tick of ticks) tick.checked = all.checked; counted(); });
}
counted();
