// The second official's page: the document beside the questions; answers go by plain forms.

import * as desk from "./desk.js";
import * as panes from "./panes.js";

const root = document.getElementById("case");

panes.splitting(desk.keep, desk.kept, "split.second");
document.addEventListener("click", (event) => {
  const file = event.target.closest(".no-document a[data-document]");
  if (!file || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  panes.showPlace(file);
});
const first = document.querySelector(".no-document a[data-document]");
if (first) panes.showPlace(first);
root.dataset.ready = "";
