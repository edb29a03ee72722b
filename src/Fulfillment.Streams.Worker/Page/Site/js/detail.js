// The one opened row of a table: what there is to know about it, below it.
import { el } from "./dom.js";

/** @param content {open(key): {element, update(row)}, close()} */
export function detailRow(span, content) {
  const cell = el("td", { colspan: span });
  const line = el("tr", { class: "detail" }, cell);
  let open = null;
  let shown = null;

  return {
    key: () => open,
    is: (key) => open !== null && open === key,
    show(row) {
      shown.update(row);
      return line;
    },
    toggle(key) {
      const next = open === key ? null : key;
      this.close();
      if (next === null) return;
      open = next;
      shown = content.open(key);
      cell.replaceChildren(shown.element);
    },
    close() {
      if (open === null) return;
      content.close();
      line.remove();
      open = null;
    },
  };
}
