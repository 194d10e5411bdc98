// Files and folders dropped or chosen, sent with a progress bar; then how far each is read.
// Without this script the form still sends files chosen one by one.

const form = document.getElementById("upload");
const part = (id) => document.getElementById(id);
const [drop, files, folder, list] = ["drop", "files", "folder", "chosen-list"].map(part);
const most = Number(form.dataset.most);
const largest = Number(form.dataset.largest);
const SHOWN = 200; // names listed; the count tells the rest
let chosen = []; // {name, file}
let request = null;

const show = (element, on) => { element.hidden = !on; };
show(part("folder-label"), "webkitdirectory" in folder);
show(document.querySelector("[data-drop-words]"), true);

const size = (bytes) => bytes >= 2 ** 20 ? `${(bytes / 2 ** 20).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
const total = () => chosen.reduce((sum, one) => sum + one.file.size, 0);

function add(named) {
  const known = new Set(chosen.map((one) => `${one.name}\n${one.file.size}`));
  chosen.push(...named.filter((one) => !known.has(`${one.name}\n${one.file.size}`)));
  draw();
}

function draw() {
  list.replaceChildren(...chosen.slice(0, SHOWN).map(({ name, file }) => {
    const row = document.createElement("li");
    const [left, right] = [document.createElement("span"), document.createElement("span")];
    left.textContent = name;
    right.textContent = size(file.size);
    right.className = "quiet";
    row.append(left, right);
    return row;
  }));
  part("chosen-count").textContent = `${chosen.length} 个文件，共 ${size(total())}`;
  show(part("chosen"), chosen.length > 0);
  tell(chosen.length > most ? `一次最多 ${most} 个文件，请分次上传。` : total() > largest ? "文件总量过大，请拆分后上传。" : "");
  if (!part("title").value && chosen.length) {
    const first = chosen[0].name;
    part("title").value = first.includes("/") ? first.split("/")[0] : chosen.length === 1 ? first.replace(/\.[^.]+$/, "") : "";
  }
}

function tell(words) {
  part("upload-wrong").textContent = words;
  show(part("upload-wrong"), words !== "");
}

const picked = (input) => {
  add([...input.files].map((file) => ({ name: file.webkitRelativePath || file.name, file })));
  input.value = "";
};
files.addEventListener("change", () => picked(files));
folder.addEventListener("change", () => picked(folder));
part("clear").addEventListener("click", () => { chosen = []; draw(); });

for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
}
drop.addEventListener("dragleave", (event) => {
  if (!drop.contains(event.relatedTarget)) drop.classList.remove("over");
});
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  // Entries must be asked for before the first wait: the list is emptied after the event.
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  add((await Promise.all(entries.map((entry) => walk(entry, "")))).flat());
});

async function walk(entry, before) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [{ name: before + entry.name, file }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) { // a folder is told in parts of about a hundred
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) break;
    found.push(...some);
  }
  return (await Promise.all(found.map((one) => walk(one, `${before}${entry.name}/`)))).flat();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!chosen.length) return tell("请先选择要上传的文件或文件夹。");
  if (chosen.length > most || total() > largest) return;
  const body = new FormData();
  body.append("title", form.elements.title.value);
  body.append("ruleset", form.elements.ruleset.value);
  for (const { name, file } of chosen) body.append("files", file, name);
  send(body);
});

function send(body) {
  request = new XMLHttpRequest(); // fetch tells nothing of what has been sent so far
  request.open("POST", "/upload");
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("X-CSRF-Token", document.querySelector("meta[name=csrf]").content);
  request.upload.addEventListener("progress", (event) => {
    const share = event.total ? event.loaded / event.total : 0;
    part("sending-bar").value = share * 100;
    part("sending-words").textContent = share < 1 ? `已上传 ${size(event.loaded)} / ${size(event.total)}` : "已传完，正在登记…";
  });
  request.addEventListener("load", () => {
    const said = request.status === 201 ? "" : request.status === 401 ? "登录已过期，请在新窗口登录后再按“上传”，所选文件仍在。" : reason();
    tell(said);
    if (!said) { chosen = []; draw(); form.elements.title.value = ""; watch(); }
    busy(false);
  });
  request.addEventListener("error", () => { tell("网络中断，没有传完。所选文件仍在，恢复后再按“上传”。"); busy(false); });
  request.addEventListener("abort", () => { tell("已停止，没有传完的文件不会被收取。"); busy(false); });
  tell("");
  busy(true);
  request.send(body);
}

function reason() {
  try { return JSON.parse(request.responseText).detail; } catch { return "服务器没有收下，请稍后再试。"; }
}

function busy(on) {
  show(part("sending"), on);
  show(part("stop"), on);
  part("send").disabled = on;
}
part("stop").addEventListener("click", () => request?.abort());
addEventListener("beforeunload", (event) => { if (!part("sending").hidden) event.preventDefault(); });

// --- how far the uploads are ---------------------------------------------------------------

const tickets = part("tickets");
let timer = 0;

async function watch() {
  clearTimeout(timer);
  let again = 5000;
  try {
    const answer = await fetch(tickets.dataset.state, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      const { uploads } = await answer.json();
      drawTickets(uploads);
      again = uploads.some((one) => one.stage === "waiting" || one.stage === "working") ? 1000 : 0;
    }
  } catch { /* the next look tells */ }
  if (again) timer = setTimeout(watch, again);
}

function drawTickets(uploads) {
  show(part("no-tickets"), uploads.length === 0);
  tickets.replaceChildren(...uploads.map((one) => {
    const row = document.createElement("li");
    const title = Object.assign(document.createElement("span"), { className: "ticket-title", textContent: one.title });
    const counted = one.stage === "working" && one.total > 1 ? `（${one.done} / ${one.total}）` : "";
    const says = Object.assign(document.createElement("span"), {
      className: one.stage === "failed" ? "wrong" : "quiet", textContent: one.says + counted,
    });
    row.append(title, says);
    if (one.submission) row.append(Object.assign(document.createElement("a"), { href: `/applications/${one.submission}`, textContent: "打开" }));
    return row;
  }));
}
if (tickets.children.length) watch();
