// A list as a table: rows are typed, added, dropped, pasted from a spreadsheet, taken back; the
// whole is saved at once, and kept in this browser until it is.

import * as desk from "./desk.js";
import * as panes from "./panes.js";
import { showingConflicts } from "./conflicts.js";

const root = document.getElementById("case");
const form = document.getElementById("roster");
const body = form.querySelector("tbody");
const columns = [...form.querySelectorAll("thead [data-column]")].map((head) => ({
  key: head.dataset.column,
  label: head.textContent.trim(),
}));
const editable = Boolean(root.dataset.editable);
const ITEM = `roster/${root.dataset.id}/${form.dataset.name}`;
const MOST_BACK = 50;

const trs = () => [...body.rows];
const inputs = (tr) => [...tr.querySelectorAll("[data-cell]")];
const texts = (tr) => inputs(tr).map((input) => input.value);

// --- what stands, and what stood before ---------------------------------------------------------

const before = []; // of every change: [row, its texts] of all rows

function snapshot() {
  before.push(trs().map((tr) => [tr, texts(tr)]));
  if (before.length > MOST_BACK) before.shift();
  form.querySelector("[data-back]").disabled = false;
}

function back() {
  const rows = before.pop();
  if (!rows) return;
  body.replaceChildren(...rows.map(([tr]) => tr));
  for (const [tr, held] of rows) inputs(tr).forEach((input, at) => (input.value = held[at]));
  form.querySelector("[data-back]").disabled = !before.length;
  changed();
}

/** Number the rows anew and keep the draft. */
function changed() {
  trs().forEach((tr, at) => {
    tr.querySelector("th").textContent = String(at + 1);
    inputs(tr).forEach((input, column) => input.setAttribute("aria-label", `第 ${at + 1} 行 ${columns[column].label}`));
  });
  document.querySelector("[data-row-count]").textContent = String(body.rows.length);
  form.querySelector("[data-none]").hidden = body.rows.length > 0;
  desk.keep(`draft.${ITEM}`, { version: form.dataset.version, rows: trs().map(texts) });
  mark();
}

/** Mark cells that are not as they were read. */
function mark() {
  for (const input of form.querySelectorAll("[data-cell]")) {
    input.classList.toggle("changed", input.value !== input.defaultValue);
  }
}

function made(values = []) {
  const tr = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.className = "sheet-number";
  tr.append(head);
  for (const [at, { key }] of columns.entries()) {
    const input = document.createElement("input");
    input.dataset.cell = key;
    input.value = values[at] ?? "";
    const td = document.createElement("td");
    td.append(input);
    tr.append(td);
  }
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "plain";
  drop.dataset.drop = "";
  drop.title = "删除这一行";
  drop.textContent = "✕";
  drop.setAttribute("aria-label", "删除这一行");
  const td = document.createElement("td");
  td.className = "sheet-drop";
  td.append(drop);
  tr.append(td);
  return tr;
}

function addRow() {
  snapshot();
  const tr = made();
  body.append(tr);
  changed();
  inputs(tr)[0].focus();
}

// --- pasting ------------------------------------------------------------------------------------

/** Cells of what a spreadsheet copies: parted by tabs, with quotes around what holds line ends. */
export function cellsOf(text) {
  const rows = [[""]];
  let quoted = false;
  const put = (sign) => (rows.at(-1)[rows.at(-1).length - 1] += sign);
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') {
        put('"');
        at += 1;
      } else if (sign === '"') quoted = false;
      else put(sign === "\n" ? " " : sign.replace("\r", ""));
    } else if (sign === '"' && rows.at(-1).at(-1) === "") quoted = true;
    else if (sign === "\t") rows.at(-1).push("");
    else if (sign === "\n") rows.push([""]);
    else if (sign !== "\r") put(sign);
  }
  return rows.map((row) => row.map((cell) => cell.trim())).filter((row) => row.some(Boolean));
}

/** The rows in the order of our columns, by their heads where the first row holds heads. */
export function arranged(rows, heads) {
  const known = rows[0].map((cell) => heads.findIndex((head) => cell && (head === cell || head.includes(cell) || cell.includes(head))));
  if (known.filter((at) => at >= 0).length < Math.min(2, rows[0].length)) return { rows, from: null };
  const moved = rows.slice(1).map((row) => {
    const whole = heads.map(() => "");
    row.forEach((cell, at) => known[at] >= 0 && (whole[known[at]] = cell));
    return whole;
  });
  return { rows: moved, from: rows[0] };
}

const pasting = document.getElementById("pasting");
let pasted = null; // { rows, headed, at: the cell }

function onPaste(event) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const cell = event.target.closest("[data-cell]");
  if (!/[\t\n]/.test(text.trim()) || (event.target.matches("input, textarea") && !cell)) return;
  event.preventDefault();
  const found = arranged(cellsOf(text), columns.map((column) => column.label));
  if (!found.rows.length) return;
  pasted = { rows: found.rows, headed: Boolean(found.from), at: cell };
  const first = cell && !pasted.headed ? [...inputs(cell.closest("tr"))].indexOf(cell) : 0;
  const preview = pasting.querySelector("tbody");
  preview.replaceChildren(
    ...found.rows.slice(0, 8).map((row) => {
      const tr = document.createElement("tr");
      for (const [at] of columns.entries()) {
        const td = document.createElement("td");
        td.textContent = row[at - first] ?? "";
        tr.append(td);
      }
      return tr;
    }),
  );
  const more = found.rows.length > 8 ? `，以下为前 8 行` : "";
  const heads = pasted.headed ? "首行是表头，已按表头对应各栏" : "各栏按顺序对应";
  pasting.querySelector("[data-paste-says]").textContent = `共 ${found.rows.length} 行${more}；${heads}。`;
  pasting.querySelector('[data-paste="over"]').hidden = !cell;
  pasting.showModal();
}

function paste(how) {
  pasting.close();
  if (!how || !pasted) return;
  snapshot();
  const { rows, headed, at } = pasted;
  if (how === "replace") body.replaceChildren();
  if (how !== "over") body.append(...rows.map((row) => made(row)));
  else {
    const tr = at.closest("tr");
    const column = headed ? 0 : inputs(tr).indexOf(at);
    let row = trs().indexOf(tr);
    for (const cells of rows) {
      if (row >= body.rows.length) body.append(made());
      const targets = inputs(body.rows[row]);
      cells.forEach((text, offset) => {
        if (targets[column + offset]) targets[column + offset].value = text;
      });
      row += 1;
    }
  }
  pasted = null;
  changed();
}

// --- saving -------------------------------------------------------------------------------------

function save() {
  const rows = trs()
    .map((tr) => Object.fromEntries(inputs(tr).map((input) => [input.dataset.cell, input.value.trim()])))
    .filter((row) => Object.values(row).some(Boolean));
  faults([]);
  desk.outbox.add({
    url: form.getAttribute("action"),
    application: root.dataset.id,
    item: ITEM,
    title: form.dataset.label,
    fields: { version: form.dataset.version, rows: JSON.stringify(rows), note: form.elements.note.value },
  });
  desk.say("正在保存名单…");
}

/** Mark the cells that hold no value of their column: [row from 0, column, why]. */
function faults(cells) {
  for (const input of form.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    input.title = "";
  }
  const filled = trs().filter((tr) => texts(tr).some((text) => text.trim()));
  for (const [row, column, why] of cells) {
    const input = filled[row]?.querySelector(`[data-cell="${CSS.escape(column)}"]`);
    input?.setAttribute("aria-invalid", "true");
    if (input) input.title = why;
  }
  form.querySelector("[aria-invalid]")?.focus();
}

desk.outbox.addEventListener("saved", ({ detail: { entry, answer } }) => {
  if (entry.item !== ITEM) return;
  form.dataset.version = answer.version;
  desk.forget(`draft.${ITEM}`);
  location.assign(`${form.getAttribute("action")}?saved=1`);
});
desk.outbox.addEventListener("refused", ({ detail: { entry, answer } }) => {
  if (entry.item !== ITEM) return;
  desk.say(`名单未能保存：${answer.detail ?? "请刷新页面后重试。"}`, "bad");
  faults(answer.cells ?? []);
});

// --- keys, mouse, begin -------------------------------------------------------------------------

function onKey(event) {
  const cell = event.target.closest?.("[data-cell]");
  if (!cell || desk.composing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
  const by = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const at = inputs(cell.closest("tr")).indexOf(cell);
  const row = trs().indexOf(cell.closest("tr")) + by;
  if (row === body.rows.length && event.key === "Enter") addRow();
  const target = body.rows[row] && inputs(body.rows[row])[at];
  target?.focus();
  target?.select();
}

document.addEventListener("click", (event) => {
  const place = event.target.closest("#panel a[data-document], .no-document a[data-document]");
  if (place && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    panes.showPlace(place);
  } else if (event.target.closest("[data-add]")) addRow();
  else if (event.target.closest("[data-back]")) back();
  else if (event.target.closest("[data-drop]")) {
    snapshot();
    event.target.closest("tr").remove();
    changed();
  } else if (event.target.closest("[data-paste]")) paste(event.target.closest("[data-paste]").dataset.paste);
});
panes.splitting(desk.keep, desk.kept, "split.roster");

if (editable) {
  for (const part of form.querySelectorAll(".scripted")) part.hidden = false;
  form.querySelector("[data-plain]").hidden = true;
  form.elements.text.disabled = true;
  form.addEventListener("keydown", onKey);
  document.addEventListener("paste", onPaste);
  form.addEventListener("focusin", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (cell) cell.dataset.was = cell.value;
  });
  form.addEventListener("change", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell) return;
    const now = cell.value;
    cell.value = cell.dataset.was ?? "";
    snapshot();
    cell.value = now;
    cell.dataset.was = now;
    changed();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  const draft = desk.kept(`draft.${ITEM}`);
  if (draft) {
    snapshot();
    const rows = trs();
    body.replaceChildren(
      ...draft.rows.map((values, at) => {
        const tr = rows.find((other) => texts(other).join("\t") === values.join("\t")) ?? rows[at] ?? made(values);
        if (rows.includes(tr)) rows.splice(rows.indexOf(tr), 1);
        inputs(tr).forEach((input, column) => (input.value = values[column] ?? ""));
        return tr;
      }),
    );
    changed();
    desk.say("已恢复尚未保存的修改；点“撤销”可回到所读的名单。");
  }
  showingConflicts(desk.outbox, () => {
    desk.forget(`draft.${ITEM}`);
    location.reload();
  });
  desk.outbox.send();
} else document.querySelector("[data-plain]")?.remove();
root.dataset.ready = "";
