// What was saved meets something that was not seen: both are shown, neither is lost.

const dialog = document.getElementById("conflict");
const part = (name) => dialog.querySelector(`[data-conflict-${name}]`);

/** Show conflicts of the outbox, one after the other; `taken(entry)` after theirs is kept. */
export function showingConflicts(outbox, taken) {
  const show = () => {
    const entry = outbox.entries.find((other) => other.state === "conflict");
    if (!entry || dialog.open) return;
    const { answer } = entry;
    dialog.dataset.entry = entry.id;
    part("says").textContent = `「${entry.title}」在您查看之后已有新的结果，两方内容都在，请选择以哪一个为准。`;
    part("yours").textContent = answer.yours || "—";
    part("theirs").textContent = answer.theirs || "—";
    part("by").textContent = [answer.by || "重新读取", answer.at].filter(Boolean).join(" · ");
    dialog.showModal();
  };
  dialog.addEventListener("click", (event) => {
    const kept = event.target.closest("[data-conflict-keep]")?.dataset.conflictKeep;
    if (!kept) return;
    const entry = outbox.entries.find((other) => other.id === dialog.dataset.entry);
    dialog.close();
    if (entry && kept === "yours") outbox.insist(entry.id, entry.answer.version);
    if (entry && kept === "theirs") {
      outbox.drop(entry.id);
      taken(entry);
    }
    if (kept !== "later") show();
  });
  outbox.addEventListener("conflict", show);
  show();
}
