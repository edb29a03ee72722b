// What will run out and when.
import { $, el, svg } from "../dom.js";
import { ask } from "../api.js";
import { state } from "../state.js";
import { t } from "../i18n.js";
import { createTable } from "../table.js";
import { spark, meter } from "../spark.js";
import { finder } from "../finder.js";
import { stockDetail } from "./stock-detail.js";
import { ago, dateTime, percent, rate, tenths, whole } from "../format.js";

const RISKS = ["OUT", "CRITICAL", "HIGH", "MEDIUM", "LOW"];
const LINES_EVERY = 60_000; // the history grows once an hour

export function stock() {
  let answer = null;
  let lines = new Map();
  let linesAt = 0;
  let linesOf = "";
  let only = null;
  const find = finder($("#stock-controls"), () => render());

  const columns = [
    { id: "sku", title: "sku", sort: (r) => r.sku, text: (r) => `${r.sku}|${table?.isOpen(r.sku)}`, node: opener, data: true },
    { id: "risk", title: "stock.risk", sort: (r) => -RISKS.indexOf(r.risk), text: (r) => t(`risk.${r.risk}`), node: (r, text) => el("span", { class: `badge tone-${r.risk}` }, text) },
    { id: "probability", title: "stock.probability", num: true, sort: (r) => r.stockout_probability, text: (r) => percent(r.stockout_probability), node: (r, text) => el("div", { class: "meter" }, text, meter(r.stockout_probability, `tone-${r.risk}`)) },
    { id: "history", title: "stock.history", wide: () => true, text: (r) => `${r.risk}|${lines.get(r.sku) ?? ""}`, node: history },
    { id: "hand", title: "on_hand", num: true, sort: (r) => r.on_hand, text: (r) => whole(r.on_hand) },
    { id: "inbound", title: "stock.inbound", num: true, sort: (r) => r.inbound_units, text: (r) => whole(r.inbound_units) },
    { id: "demand", title: "stock.demand", num: true, sort: (r) => r.demand_per_day, text: (r) => rate(r.demand_per_day) },
    { id: "cover", title: "stock.cover", num: true, sort: (r) => r.days_of_cover ?? Infinity, text: (r) => tenths(r.days_of_cover) },
    { id: "sells_out", title: "stock.sells_out", sort: (r) => r.sells_out_at ?? "9", text: (r) => (r.sells_out_at ? `${dateTime(r.sells_out_at)}|${ago(r.sells_out_at, r.as_of)}` : "–"), node: sellsOut },
    { id: "reorder", title: "stock.reorder", num: true, sort: (r) => r.suggested_order_units, text: (r) => whole(r.suggested_order_units) },
  ];
  const table = createTable($("#stock-table"), columns, {
    name: "stock.title", key: (r) => r.sku, rows: 12, sortable: true, empty: "stock.empty", detail: stockDetail(),
  });

  function opener(row) {
    const open = table.isOpen(row.sku);
    return el("button", { type: "button", class: "link", "aria-expanded": String(open), onclick: () => toggle(row.sku) }, row.sku);
  }

  function toggle(sku) {
    table.toggle(sku);
    [...$("#stock-table").querySelectorAll("tbody th button")].find((button) => button.textContent === sku)?.focus();
  }

  function history(row) {
    const values = lines.get(row.sku) ?? [];
    return spark(values, t("stock.spark", { sku: row.sku, from: percent(values[0]), to: percent(values.at(-1)) }), `tone-${row.risk}`, 1);
  }

  function sellsOut(row) {
    if (!row.sells_out_at) return document.createTextNode("–");
    return el("span", {}, dateTime(row.sells_out_at), el("span", { class: "dim" }, ` · ${ago(row.sells_out_at, row.as_of)}`));
  }

  function bar() {
    const counts = RISKS.map((risk) => ({ risk, skus: answer.counts.find((c) => c.risk === risk)?.skus ?? 0 }));
    const total = counts.reduce((sum, c) => sum + c.skus, 0);
    let x = 0;
    const parts = counts.filter((c) => c.skus > 0).map((c) => {
      const part = svg("rect", { class: `tone-${c.risk}`, x: (x / total) * 1000, y: 0, width: (c.skus / total) * 1000, height: 10 });
      x += c.skus;
      return part;
    });
    const buttons = counts.map((c) => el("button", { type: "button", class: `risk tone-${c.risk}`, "data-risk": c.risk, "aria-pressed": String(only === c.risk), onclick: () => pick(c.risk) }, `${t(`risk.${c.risk}`)} ${whole(c.skus)}`));
    const focused = document.activeElement?.dataset?.risk;
    $("#stock-bar").replaceChildren(
      svg("svg", { viewBox: "0 0 1000 10", preserveAspectRatio: "none", "aria-hidden": "true" }, ...parts),
      el("div", { class: "risks", role: "group", "aria-label": t("stock.filter") }, ...buttons));
    if (focused) $(`[data-risk="${focused}"]`)?.focus();
  }

  function pick(risk) {
    only = only === risk ? null : risk;
    render();
  }

  function render() {
    find.render();
    if (!answer) return;
    bar();
    table.update(answer.rows.filter((row) => (!only || row.risk === only) && find.matches(row.sku)));
  }

  return {
    name: "stock",
    element: $("#stock"),
    async load(signal) {
      const { shop } = state;
      answer = await ask("stockout-risk", { shop }, signal);
      render();
      if (shop === linesOf && Date.now() - linesAt < LINES_EVERY) return;
      const past = await ask("stockout-history", { shop }, signal);
      lines = new Map(past.lines.map((line) => [line.sku, line.probabilities]));
      [linesAt, linesOf] = [Date.now(), shop];
      render();
    },
    render() {
      table.redraw();
      render();
    },
  };
}
