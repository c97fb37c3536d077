"use strict";
const table = document.getElementById("links"), body = table.tBodies[0], rows = [...body.rows];
const key = (row, at) => row.cells[at].dataset.sort ?? row.cells[at].textContent;
table.tHead.addEventListener("click", (event) => {
  const head = event.target.closest("th");
  if (!head) return;
  const at = head.cellIndex, down = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  rows.sort((a, b) => key(a, at).localeCompare(key(b, at), undefined, { numeric: true }) * (down ? -1 : 1));
  body.append(...rows);
});
const find = document.getElementById("find"), boxes = [...document.querySelectorAll("input.outcome")];
function choose() {
  const words = find.value.toLowerCase(), off = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
  for (const row of rows) row.hidden = off.has(row.dataset.outcome) || !row.textContent.toLowerCase().includes(words);
}
find.addEventListener("input", choose);
for (const box of boxes) box.addEventListener("change", choose);
