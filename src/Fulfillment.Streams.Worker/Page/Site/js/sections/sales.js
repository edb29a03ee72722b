// What sells and how fast.
import { $, el } from "../dom.js";
import { ask } from "../api.js";
import { state } from "../state.js";
import { t } from "../i18n.js";
import { choice } from "../controls.js";
import { createTable } from "../table.js";
import { createChart } from "../chart.js";
import { meter, spark } from "../spark.js";
import { finder } from "../finder.js";
import { change, day, money, moneyShort, percent, rate, tenths, whole } from "../format.js";

const windowTone = (days) => () => (state.window === days ? "chosen" : "");
const units = (days) => ({
  id: days, title: `sales.units_${days}`, num: true, sort: (r) => r[`units_${days}d`], text: (r) => whole(r[`units_${days}d`]), tone: windowTone(days), wide: () => state.window !== days,
});
const faster = (r) => (r.rate_30d > 0 && r.rate_7d != null ? r.rate_7d / r.rate_30d - 1 : null);

const columns = [
  { id: "sku", title: "sku", sort: (r) => r.sku, text: (r) => r.sku, data: true },
  units("1"), units("7"), units("30"), units("90"),
  { id: "rate", title: "sales.rate", num: true, sort: (r) => r.units_per_day_in_stock, text: (r) => rate(r.units_per_day_in_stock) },
  { id: "trend", title: "sales.trend", num: true, sort: faster, text: (r) => `${change(faster(r))}|${r.daily}`, node: trend },
  { id: "through", title: "sales.through", num: true, sort: (r) => r.sell_through, text: (r) => percent(r.sell_through), node: (r, text) => el("div", { class: "meter" }, text, meter(r.sell_through)) },
  { id: "turnover", title: "sales.turnover", num: true, sort: (r) => r.turnover, text: (r) => rate(r.turnover) },
  { id: "hand", title: "on_hand", num: true, sort: (r) => r.on_hand_end, text: (r) => whole(r.on_hand_end) },
  { id: "revenue", title: "sales.revenue", num: true, sort: (r) => r.revenue, text: (r) => moneyShort(r.revenue) },
];

function trend(row) {
  const by = faster(row);
  const direction = by > 0.05 ? "up" : by < -0.05 ? "down" : "dim";
  const line = row.daily.length ? spark(row.daily, t("sales.spark", { sku: row.sku, values: row.daily.slice(-7).map(whole).join(", ") })) : null;
  return el("div", { class: "trend" }, line, el("span", { class: `change ${direction}` }, change(by)));
}

const dayColumns = [
  { id: "day", title: "day", text: (r) => day(r.day) },
  { id: "units", title: "units", num: true, text: (r) => whole(r.units) },
  { id: "revenue", title: "revenue", num: true, text: (r) => money(r.revenue) },
];

export function sales() {
  let answer = null;
  const showChoice = choice($("#sales-controls"), "window", "window", ["1", "7", "30", "90"]);
  const find = finder($("#sales-controls"), () => render());
  const table = createTable($("#sales-table"), columns, { name: "sales.title", key: (r) => r.sku, rows: 10, sortable: true, empty: "sales.empty" });
  const days = createTable($("#sales-days"), dayColumns, { name: "sales.chart", key: (r) => r.day });
  const chart = createChart($("#sales-chart"), {
    height: 190,
    pad: 43_200,
    series: [{ title: "units", tone: "series-1", bars: true, format: whole }],
    x: (seconds) => day(new Date(seconds * 1000).toISOString().slice(0, 10)),
    zone: () => "UTC",
    label: () => t("sales.chart_label", { total: whole(answer.daily.reduce((sum, d) => sum + d.units, 0)), days: answer.daily.length }),
  });

  function render() {
    showChoice();
    find.render();
    if (!answer) return;
    table.update(answer.rows.filter((row) => find.matches(row.sku)));
    days.update([...answer.daily].reverse());
    chart.update([answer.daily.map((d) => Date.parse(d.day) / 1000), answer.daily.map((d) => d.units)]);
  }

  return {
    name: "sales",
    element: $("#sales"),
    async load(signal) {
      answer = await ask("sell-through", { shop: state.shop, window: state.window }, signal);
      render();
    },
    render() {
      table.redraw();
      days.redraw();
      render();
      chart.redraw();
    },
  };
}
