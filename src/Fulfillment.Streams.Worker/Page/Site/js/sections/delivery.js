// Where delivery is slow.
import { $, el, setText } from "../dom.js";
import { ask } from "../api.js";
import { choose, state } from "../state.js";
import { t, has } from "../i18n.js";
import { choice } from "../controls.js";
import { createTable } from "../table.js";
import { createChart } from "../chart.js";
import { createMap } from "../map.js";
import { date, dateTime, percent, rate, whole, zone } from "../format.js";

const hours = (value) => t("hours", { n: rate(value) });
const quantile = (row) => row[`${state.quantile}_hours`];
const onTime = (row) => (row.on_time + row.late > 0 ? row.on_time / (row.on_time + row.late) : null);
const regionName = (code) => (has(`region.${code}`) ? t(`region.${code}`) : code);
const latency = (name) => ({
  id: name, title: `quantile.${name}`, num: true, sort: (r) => r[`${name}_hours`], text: (r) => hours(r[`${name}_hours`]), tone: () => (state.quantile === name ? "chosen" : ""), wide: () => state.quantile !== name,
});

const columns = [
  { id: "region", title: "region", sort: (r) => regionName(r.region), text: (r) => regionName(r.region), node: regionButton },
  { id: "parcels", title: "delivery.parcels", num: true, sort: (r) => r.parcels, text: (r) => whole(r.parcels) },
  latency("p50"), latency("p90"), latency("p95"),
  { id: "on_time", title: "delivery.on_time", num: true, sort: onTime, text: (r) => percent(onTime(r)) },
];

function regionButton(row, name) {
  return el("button", { type: "button", class: "link plain", onclick: () => choose("region", row.region) },
    name, ...(row.region === "ALL" ? [] : [" ", el("span", { class: "code", translate: "no" }, row.region)]));
}

const windowColumns = [
  { id: "start", title: "time", text: (r) => dateTime(r.window_start) },
  { id: "parcels", title: "delivery.parcels", num: true, text: (r) => whole(r.parcels) },
  ...["p50", "p90", "p95"].map((name) => ({ id: name, title: `quantile.${name}`, num: true, text: (r) => hours(r[`${name}_hours`]) })),
];

export function delivery() {
  let answer = null;
  const tools = $("#delivery-controls");
  const choices = [
    choice(tools, "stage", "stage", ["order_to_delivery", "processing", "transit"]),
    choice(tools, "granularity", "granularity", ["1h", "1d", "7d"]),
    choice(tools, "quantile", "quantile", ["p50", "p90", "p95"]),
  ];
  const map = createMap($("#delivery-map"), $("#delivery-legend"), { pick: (code) => choose("region", code), describe });
  const table = createTable($("#delivery-table"), columns, {
    name: "delivery.title", key: (r) => r.region, sortable: true, empty: "delivery.empty", current: (r) => r.region === state.region,
  });
  const windows = createTable($("#delivery-windows"), windowColumns, { name: "delivery.chart_name", key: (r) => r.window_start, empty: "delivery.empty" });
  const chart = createChart($("#delivery-chart"), {
    height: 190,
    series: [
      { title: "quantile.p50", tone: "series-1", format: hours },
      { title: "quantile.p90", tone: "series-2", format: hours },
      { title: "quantile.p95", tone: "series-3", format: hours },
    ],
    x: (seconds, long) => (state.granularity === "1h" || long ? dateTime : date)(seconds * 1000),
    zone,
    label: () => caption(),
  });

  const caption = () => t("delivery.chart", { region: regionName(state.region), stage: t(`stage.${state.stage}`) });

  function describe(code, row) {
    if (!row) return [regionName(code), t("map.none")];
    return [regionName(code), ...["p50", "p90", "p95"].map((q) => `${t(`quantile.${q}`)}: ${hours(row[`${q}_hours`])}`), `${t("delivery.parcels")}: ${whole(row.parcels)}`];
  }

  function render() {
    for (const show of choices) show();
    setText($("#delivery-caption"), caption());
    if (!answer) return;
    const rows = [...answer.regions].sort((a, b) => (b.region === "ALL") - (a.region === "ALL") || quantile(b) - quantile(a));
    const slowest = rows.find((row) => row.region !== "ALL");
    table.update(rows);
    windows.update([...answer.series].reverse());
    map.draw({
      rows, value: quantile, chosen: state.region, format: hours,
      label: slowest ? t("map.label", { quantile: t(`quantile.${state.quantile}`), region: regionName(slowest.region), hours: hours(quantile(slowest)) }) : t("map.none"),
    });
    chart.update([answer.series.map((r) => Date.parse(r.window_start) / 1000), ...["p50", "p90", "p95"].map((q) => answer.series.map((r) => r[`${q}_hours`]))]);
  }

  return {
    name: "delivery",
    element: $("#delivery"),
    async load(signal) {
      const { shop, stage, granularity, region } = state;
      answer = await ask("delivery", { shop, stage, granularity, region }, signal);
      render();
    },
    render() {
      table.redraw();
      windows.redraw();
      render();
      chart.redraw();
    },
    show: render,
  };
}
