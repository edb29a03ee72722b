// One SKU's stock-out risk: the inputs of the formula and how it came about.
import { el } from "../dom.js";
import { ask } from "../api.js";
import { state } from "../state.js";
import { t, has } from "../i18n.js";
import { createChart } from "../chart.js";
import { createTable } from "../table.js";
import { date, dateTime, percent, rate, tenths, whole, zone } from "../format.js";

const facts = [
  ["stock.lead_time", (r) => t("days", { n: tenths(r.lead_time_days) })],
  ["stock.safety", (r) => whole(r.safety_stock)],
  ["stock.reorder_point", (r) => whole(r.reorder_point)],
  ["stock.variance", (r) => rate(r.demand_variance_per_day)],
  ["stock.distribution", (r) => (has(`distribution.${r.distribution}`) ? t(`distribution.${r.distribution}`) : r.distribution)],
  ["stock.as_of", (r) => dateTime(r.as_of)],
];

const hourColumns = [
  { id: "at", title: "time", text: (r) => dateTime(r.at) },
  { id: "hand", title: "on_hand", num: true, text: (r) => whole(r.on_hand) },
  { id: "probability", title: "stock.probability", num: true, text: (r) => percent(r.stockout_probability) },
  { id: "cover", title: "stock.cover", num: true, text: (r) => tenths(r.days_of_cover) },
];

export function stockDetail() {
  let chart = null;
  let asked = null;

  return {
    open(sku) {
      const list = el("dl", { class: "facts" });
      const place = el("div", { class: "chart" });
      const hours = el("div");
      const summary = el("summary");
      const element = el("div", {}, list, el("p", { class: "caption" }), place, el("details", { class: "as-table" }, summary, hours));
      chart = createChart(place, {
        height: 180,
        series: [
          { title: "on_hand", tone: "series-1", scale: "units", fill: true, format: whole },
          { title: "stock.probability", tone: "series-3", scale: "share", format: percent },
        ],
        x: (seconds, long) => (long ? dateTime : date)(seconds * 1000),
        zone,
        label: () => t("stock.detail_label", { sku }),
      });
      const table = createTable(hours, hourColumns, { name: "stock.history", key: (r) => r.at });
      load(sku, (rows) => {
        table.update([...rows].reverse());
        chart?.update([rows.map((r) => Date.parse(r.at) / 1000), rows.map((r) => r.on_hand), rows.map((r) => r.stockout_probability)]);
      });
      return {
        element,
        update(row) {
          element.querySelector(".caption").textContent = t("stock.detail", { sku });
          summary.textContent = t("as_table");
          list.replaceChildren(...facts.map(([title, value]) => el("div", {}, el("dt", {}, t(title)), el("dd", {}, value(row)))));
          table.redraw();
        },
      };
    },
    close() {
      asked?.abort();
      chart?.destroy();
      chart = null;
    },
  };

  async function load(sku, show) {
    asked = new AbortController();
    const answer = await ask("stockout-history", { shop: state.shop, sku }, asked.signal).catch(() => null);
    if (answer) show(answer.hours);
  }
}
