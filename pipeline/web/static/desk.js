// What pages share: keys that never fire while somebody writes, saves that are not lost, drafts.
//
// A save is written to this browser's storage before it is sent, under a number of its own, so
// that it outlives a lost connection, a reload and a restart of the server, and counts once
// however often it is sent.

const USER = document.querySelector("[data-user]")?.dataset.user ?? "";
const KEPT = `desk.${USER}.`;
const WAITS = [1, 2, 4, 8, 15, 30]; // seconds between two tries
const TRIES = 4; // of what the server answers with an error of its own
const BUSY = new Set([429, 502, 503, 504]);

// --- storage ------------------------------------------------------------------------------------

const memory = new Map(); // where the browser keeps nothing

export function keep(name, value) {
  const text = JSON.stringify(value);
  memory.set(name, text);
  try {
    localStorage.setItem(KEPT + name, text);
  } catch {
    return false;
  }
  return true;
}

export function kept(name, otherwise = null) {
  let text = null;
  try {
    text = localStorage.getItem(KEPT + name);
  } catch {
    text = memory.get(name) ?? null;
  }
  try {
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return otherwise;
  }
}

export function forget(name) {
  memory.delete(name);
  try {
    localStorage.removeItem(KEPT + name);
  } catch {
    // nothing is kept there
  }
}

// --- keys ---------------------------------------------------------------------------------------

/** Whether an input method is composing: its Enter, digits and letters are not ours. */
export function composing(event) {
  return event.isComposing || event.keyCode === 229;
}

/** The field that somebody writes in, or null. */
export function field(target) {
  const found = target?.closest?.("input, textarea, select, [contenteditable]");
  return found && !/^(checkbox|radio|button|submit|range)$/.test(found.type ?? "") ? found : null;
}

/** Whether a key is pressed alone, outside of dialogs, and by no input method. */
export function alone(event) {
  if (composing(event) || event.ctrlKey || event.altKey || event.metaKey) return false;
  return !event.defaultPrevented && !document.querySelector("dialog[open]");
}

// --- the token of the session -------------------------------------------------------------------

export function token() {
  return document.querySelector('meta[name="csrf"]')?.content ?? "";
}

function renew(given) {
  const meta = document.querySelector('meta[name="csrf"]');
  if (meta) meta.content = given;
  for (const input of document.querySelectorAll('input[name="csrf"]')) input.value = given;
}

/** Ask for the token anew, after somebody signed in again; false where nobody has, or another. */
async function renewed() {
  const answer = await fetch(location.pathname, { headers: { accept: "text/html", "x-idle": "1" } });
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const given = page.querySelector('meta[name="csrf"]')?.content;
  if (!given || (page.querySelector("[data-user]")?.dataset.user ?? "") !== USER) return false;
  renew(given);
  return true;
}

// --- the strip ----------------------------------------------------------------------------------

/** Say something above everything; "" says nothing. `link` is [words, address], in a new tab. */
export function say(words, kind = "", link = null) {
  const strip = document.getElementById("strip");
  if (!strip) return;
  strip.className = `strip ${kind}`.trim();
  strip.textContent = words;
  if (link) {
    const there = document.createElement("a");
    [there.textContent, there.href] = link;
    there.target = "_blank";
    there.rel = "noopener";
    strip.append(" ", there);
  }
  strip.hidden = !words;
}

// --- saves that are not sent yet ----------------------------------------------------------------

/** Events: `saved`, `conflict`, `refused` with {entry, answer}; `changed` here, `elsewhere`. */
class Outbox extends EventTarget {
  #timer = 0;
  #tries = 0;
  #running = false;
  #again = false;
  #told = false; // the strip says that something waits

  get entries() {
    return kept("outbox", []);
  }

  #put(entries) {
    if (!keep("outbox", entries)) say("此浏览器不能保存草稿，离线时请勿关闭本页。", "bad");
    this.dispatchEvent(new Event("changed"));
  }

  /** Keep a save and send it as soon as may be. `entry`: {url, fields, item, title, application}. */
  add(entry) {
    const whole = { id: crypto.randomUUID(), at: Date.now(), state: "waiting", ...entry };
    this.#put([...this.entries, whole]);
    this.send();
    return whole;
  }

  drop(id) {
    this.#put(this.entries.filter((entry) => entry.id !== id));
  }

  /** Send one that met a conflict after all, on top of what stands now. */
  insist(id, version) {
    const again = (entry) => ({
      ...entry,
      id: crypto.randomUUID(),
      state: "waiting",
      insisted: (entry.insisted ?? 0) + 1,
      fields: { ...entry.fields, version },
    });
    this.#put(this.entries.map((entry) => (entry.id === id ? again(entry) : entry)));
    this.send();
  }

  async send() {
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    // Two tabs of one person send one after the other.
    const work = () => this.#empty();
    await (navigator.locks ? navigator.locks.request("desk-outbox", work) : work());
    this.#running = false;
    if (this.#again) {
      this.#again = false;
      this.send();
    }
  }

  async #empty() {
    for (;;) {
      const entry = this.entries.find((one) => one.state === "waiting");
      if (!entry) return this.#calm();
      if (!(await this.#one(entry))) return undefined;
    }
  }

  /** Send one; whether to go on with the next. */
  async #one(entry) {
    let answer;
    try {
      answer = await fetch(entry.url, {
        method: "POST",
        headers: { accept: "application/json", "x-csrf-token": token() },
        body: new URLSearchParams({ ...entry.fields, request: entry.id }),
      });
    } catch {
      return this.#later("已离线");
    }
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return this.#settle(entry, "saved", said);
    if (answer.status === 401) return this.#signIn();
    if (answer.status === 403 && !entry.renewed && (await renewed().catch(() => false))) {
      this.#change(entry.id, { renewed: true });
      return true;
    }
    if (answer.status === 409 && said.version !== undefined) {
      // What stands now is what was meant: often the consequence of an answer given just before.
      if (said.yours === said.theirs && (entry.insisted ?? 0) < TRIES) {
        this.insist(entry.id, said.version);
        return true;
      }
      this.#change(entry.id, { state: "conflict", answer: said });
      this.dispatchEvent(new CustomEvent("conflict", { detail: { entry, answer: said } }));
      return true;
    }
    if (BUSY.has(answer.status)) return this.#later("服务器正忙");
    if (answer.status >= 500 && (entry.tries ?? 0) < TRIES) {
      this.#change(entry.id, { tries: (entry.tries ?? 0) + 1 });
      return this.#later("服务器出错");
    }
    return this.#settle(entry, "refused", said);
  }

  #change(id, changes) {
    this.#put(this.entries.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  }

  #settle(entry, event, answer) {
    this.#tries = 0;
    this.drop(entry.id);
    this.dispatchEvent(new CustomEvent(event, { detail: { entry, answer } }));
    return true;
  }

  #waiting() {
    return this.entries.filter((entry) => entry.state === "waiting").length;
  }

  #later(why) {
    this.#told = true;
    say(`${why}，${this.#waiting()} 项已存本机，恢复后自动提交。`);
    this.#retry();
    return false;
  }

  #signIn() {
    this.#told = true;
    const words = `登录已过期，${this.#waiting()} 项已存本机，登录后自动提交。`;
    say(words, "", ["在新标签页登录", "/sign-in"]);
    this.#retry();
    return false;
  }

  #retry() {
    const wait = WAITS[Math.min(this.#tries, WAITS.length - 1)];
    this.#tries += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), wait * 1000);
  }

  /** Nothing waits: what the strip said of waiting holds no longer. */
  #calm() {
    if (this.#told) {
      say("已恢复，全部提交。", "good");
      setTimeout(() => say(""), 4000);
    }
    this.#told = false;
    this.#tries = 0;
    return undefined;
  }

  /** Another tab has sent or kept something. */
  elsewhere() {
    if (this.#told) this.send();
    this.dispatchEvent(new Event("elsewhere"));
  }
}

export const outbox = new Outbox();
addEventListener("storage", (event) => {
  if (event.key === `${KEPT}outbox`) outbox.elsewhere();
});

for (const event of ["online", "focus"]) {
  addEventListener(event, () => {
    if (outbox.entries.some((entry) => entry.state === "waiting")) outbox.send();
  });
}
addEventListener("offline", () => {
  const waiting = outbox.entries.length;
  say(`已离线，${waiting ? `${waiting} 项已存本机` : "所填内容存于本机"}，恢复后自动提交。`);
});
addEventListener("online", () => {
  if (!outbox.entries.length) say("");
});

// --- drafts -------------------------------------------------------------------------------------

const draftName = (input) => {
  const form = input.form ?? input.closest("form");
  return form?.dataset.item && input.name ? `draft.${form.dataset.item}.${input.name}` : "";
};

/** Keep what is typed into the named fields of cards until it is saved. */
export function keepDraft(input) {
  const name = draftName(input);
  if (!name) return;
  if (input.value) keep(name, input.value);
  else forget(name);
}

/** Put back what was typed and not saved. */
export function restoreDrafts(within) {
  for (const input of within.querySelectorAll("input[name=text], input[name=note], textarea")) {
    const name = draftName(input);
    const draft = name ? kept(name) : null;
    if (draft && !input.value) input.value = draft;
  }
}

export function forgetDrafts(item) {
  for (const name of ["text", "note", "choice"]) forget(`draft.${item}.${name}`);
}

// --- the keys' dialog ---------------------------------------------------------------------------

export function showKeys() {
  const dialog = document.getElementById("keys");
  if (dialog && !dialog.open) dialog.showModal();
}

const opener = document.querySelector("[data-keys-open]");
if (opener && document.getElementById("keys")) {
  opener.hidden = false;
  opener.addEventListener("click", showKeys);
  document.querySelector("[data-keys-close]")?.addEventListener("click", (event) => {
    event.target.closest("dialog").close();
  });
}
