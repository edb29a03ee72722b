// Lines over time with uPlot. Colours and texts follow theme and language; the numbers are in a table below.
import { el } from "./dom.js";
import { t } from "./i18n.js";
import { colour, onTheme } from "./theme.js";
import { loadUplot } from "./library.js";
import { tip } from "./tip.js";

/**
 * @param options {height, pad (seconds left free at either end), series: [{title, tone, scale, bars, format}], x(seconds, long), zone(), label()}
 * @returns {update(data), redraw()} with data as uPlot has it: [seconds, values, …]
 */
export function createChart(place, options) {
  const keys = el("div", { class: "keys" });
  const canvas = el("div", { role: "img" });
  let plot = null;
  let data = null;
  place.replaceChildren(keys, canvas);
  loadUplot().then((library) => (library ? draw() : place.replaceChildren(el("p", { class: "chart-note", "data-t": "chart.missing" }, t("chart.missing")))));
  new ResizeObserver(() => plot && canvas.clientWidth && plot.setSize({ width: canvas.clientWidth, height: options.height })).observe(canvas);
  onTheme(() => redraw());

  function redraw() {
    plot?.destroy();
    plot = null;
    draw();
  }

  function draw() {
    if (!window.uPlot || !data || !canvas.clientWidth) return;
    canvas.setAttribute("aria-label", options.label());
    if (plot) {
      plot.setData(data);
      return;
    }
    keys.replaceChildren(...options.series.map((s) => el("span", { class: `key ${s.tone}` }, t(s.title))));
    plot = new window.uPlot(settings(options, canvas), data, canvas);
  }

  return {
    update(next) {
      data = next;
      draw();
    },
    redraw,
    destroy: () => plot?.destroy(),
  };
}

function settings(options, canvas) {
  const axis = { stroke: colour("muted"), grid: { stroke: colour("line"), width: 1 }, ticks: { show: false }, font: `11px ${colour("font")}` };
  const pad = options.pad ?? 0;
  const scales = [...new Set(options.series.map((s) => s.scale ?? "y"))];
  return {
    width: canvas.clientWidth,
    height: options.height,
    legend: { show: false },
    tzDate: (seconds) => window.uPlot.tzDate(new Date(seconds * 1000), options.zone()),
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: { x: { time: true, range: (_, min, max) => [min - pad, max + pad] }, ...Object.fromEntries(scales.map((name) => [name, { range: (_, __, max) => [0, max > 0 ? max * 1.08 : 1] }])) },
    axes: [
      { ...axis, grid: { show: false }, size: 28, values: (_, ticks) => once(ticks.map((seconds) => options.x(seconds))), space: 64 },
      ...scales.map((name, i) => ({
        ...axis,
        scale: name,
        side: i === 0 ? 3 : 1,
        size: 52,
        grid: i === 0 ? axis.grid : { show: false },
        values: (_, ticks) => ticks.map((value) => options.series.find((s) => (s.scale ?? "y") === name).format(value)),
      })),
    ],
    series: [{}, ...options.series.map((s) => line(s))],
    plugins: [pointer(options)],
  };
}

/** Ticks closer than the label can tell, such as hours where it says the day, are named once. */
const once = (labels) => labels.map((label, i) => (label === labels[i - 1] ? "" : label));

function line(series) {
  const stroke = colour(series.tone);
  const bars = series.bars ? { paths: window.uPlot.paths.bars({ size: [0.7, 22], radius: 0.2 }), fill: `${stroke}cc` } : { fill: series.fill ? `${stroke}22` : undefined };
  return { scale: series.scale ?? "y", stroke, width: series.bars ? 0 : 2, points: { show: false }, spanGaps: true, ...bars };
}

function pointer(options) {
  const box = tip();
  return {
    hooks: {
      init: (plot) => plot.over.append(box),
      setCursor: (plot) => {
        const i = plot.cursor.idx;
        box.hidden = i == null || plot.cursor.left < 0;
        if (box.hidden) return;
        const lines = options.series.map((s, k) => `${t(s.title)}: ${s.format(plot.data[k + 1][i])}`);
        box.replaceChildren(el("b", {}, options.x(plot.data[0][i], true)), ...lines.flatMap((text) => [text, el("br")]));
        const left = plot.cursor.left + 14;
        box.style.left = `${left + box.offsetWidth > plot.over.clientWidth ? plot.cursor.left - box.offsetWidth - 10 : left}px`;
        box.style.top = "4px";
      },
    },
  };
}
