// A table that is updated in place: rows are matched by key, cells change only where their value did, so nothing
// jumps or flickers while the reader reads, selects or tabs through it.
import { el, setText } from "./dom.js";
import { t } from "./i18n.js";
import { detailRow } from "./detail.js";

/**
 * @param columns [{id, title, num, sort(row), text(row), node(row, text), tone(row), wide()}]; the first one names the row.
 *   `text` is what the cell says and decides whether it changed; `node`, when given, draws it. `wide` columns are left
 *   out where the screen is narrow.
 * @param options {name, key(row), rows (shown at first), sortable, current(row), detail, empty}
 */
export function createTable(place, columns, options) {
  const state = { rows: [], loaded: false, sort: null, down: true, all: false, lines: new Map() };
  const head = el("tr");
  const body = el("tbody");
  const more = el("button", { type: "button", class: "more", hidden: true, onclick: () => { state.all = !state.all; draw(); } });
  const empty = el("p", { class: "empty", hidden: true });
  const table = el("table", {}, el("thead", {}, head), body);
  const scroll = el("div", { class: "scroll", role: "region", tabindex: 0 }, table);
  const detail = options.detail ? detailRow(columns.length, options.detail) : null;
  place.replaceChildren(scroll, empty, more);

  const heads = columns.map((column) => header(column));
  head.append(...heads.map((h) => h.cell));

  function header(column) {
    const text = el("span");
    const label = options.sortable && column.sort
      ? el("button", { type: "button", class: "sort", onclick: () => sortBy(column) }, text)
      : text;
    return { text, cell: el("th", { scope: "col", "data-num": !!column.num }, label) };
  }

  function sortBy(column) {
    state.down = state.sort === column ? !state.down : !!column.num;
    state.sort = column;
    draw();
  }

  function sorted() {
    if (!state.sort) return state.rows;
    const { sort } = state.sort;
    const sign = state.down ? -1 : 1;
    return [...state.rows].sort((a, b) => {
      const [x, y] = [sort(a), sort(b)];
      if (x == null || y == null) return (x == null) - (y == null);
      return sign * (x < y ? -1 : x > y ? 1 : 0);
    });
  }

  function draw() {
    columns.forEach((column, i) => {
      setText(heads[i].text, t(column.title));
      heads[i].cell.classList.toggle("wide", !!column.wide?.());
      const order = state.sort === column ? (state.down ? "descending" : "ascending") : null;
      if (order) heads[i].cell.setAttribute("aria-sort", order);
      else heads[i].cell.removeAttribute("aria-sort");
    });
    scroll.setAttribute("aria-label", t("table.of", { name: t(options.name) }));
    const rows = sorted();
    const shown = options.rows && !state.all ? rows.slice(0, options.rows) : rows;
    const lines = new Map();
    let before = null;
    for (const row of shown) {
      const key = options.key(row);
      const line = state.lines.get(key) ?? newLine();
      lines.set(key, line);
      paint(line, row);
      before = place_after(line.element, before);
      if (detail?.is(key)) before = place_after(detail.show(row), before);
    }
    for (const [key, line] of state.lines) if (!lines.has(key)) line.element.remove();
    if (detail && !lines.has(detail.key())) detail.close();
    state.lines = lines;
    empty.hidden = rows.length > 0 || !state.loaded; // nobody has looked yet
    scroll.hidden = rows.length === 0;
    setText(empty, t(options.empty ?? "table.empty"));
    more.hidden = !options.rows || rows.length <= options.rows;
    setText(more, t(state.all ? "table.less" : "table.more", { n: rows.length }));
  }

  function place_after(node, before) {
    const target = before ? before.nextSibling : body.firstChild;
    if (target !== node) body.insertBefore(node, target);
    return node;
  }

  function newLine() {
    const cells = columns.map((column, i) => (i === 0 ? el("th", { scope: "row" }) : el("td", { "data-num": !!column.num })));
    return { element: el("tr", {}, ...cells), cells, texts: [] };
  }

  function paint(line, row) {
    if (options.current) line.element.toggleAttribute("aria-current", false);
    if (options.current?.(row)) line.element.setAttribute("aria-current", "true");
    columns.forEach((column, i) => {
      const text = column.text(row);
      const was = line.texts[i];
      const cell = line.cells[i];
      if (column.tone) cell.className = column.tone(row);
      if (column.wide) cell.classList.toggle("wide", column.wide());
      if (was === text) return;
      line.texts[i] = text;
      if (column.node) cell.replaceChildren(column.node(row, text));
      else cell.textContent = text;
      if (column.data) cell.translate = false;
      if (was !== undefined && column.num) flash(cell);
    });
  }

  return {
    update(rows) {
      state.rows = rows;
      state.loaded = true;
      draw();
    },
    redraw() {
      for (const line of state.lines.values()) line.texts.length = 0;
      draw();
    },
    toggle(key) {
      detail.toggle(key);
      draw();
    },
    isOpen: (key) => detail.is(key),
  };
}

function flash(cell) {
  cell.classList.remove("flash");
  void cell.offsetWidth; // restarts the animation
  cell.classList.add("flash");
}
