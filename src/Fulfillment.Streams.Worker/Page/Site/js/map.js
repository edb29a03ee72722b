// States coloured by a number. The table beside it says the same and is the way for keyboards and screen readers.
import { el, svg } from "./dom.js";
import { loadAtlas } from "./library.js";
import { paths } from "./topojson.js";
import { codeOf } from "./regions.js";
import { t } from "./i18n.js";
import { moveTip, tip } from "./tip.js";

const BINS = 5;

/** @param options {pick(code), describe(row): [title, ...lines]} */
export function createMap(place, legend, options) {
  const shapes = new Map();
  const hover = tip();
  let picture = null;
  let latest = null;
  load();

  async function load() {
    const topology = await loadAtlas();
    if (!topology) {
      place.replaceChildren(el("p", { class: "chart-note", "data-t": "map.missing" }, t("map.missing")));
      return;
    }
    picture = svg("svg", { viewBox: "0 0 975 610", role: "img" });
    for (const { id, path } of paths(topology, "states")) {
      const code = codeOf(id);
      if (!code) continue;
      const shape = svg("path", { d: path, onclick: () => options.pick(code), onpointermove: (event) => point(event, code) });
      shapes.set(code, shape);
      picture.append(shape);
    }
    picture.addEventListener("pointerleave", () => { hover.hidden = true; });
    place.replaceChildren(picture, hover);
    if (latest) draw(latest);
  }

  function point(event, code) {
    const row = latest?.rows.find((r) => r.region === code);
    const [title, ...lines] = options.describe(code, row);
    hover.replaceChildren(el("b", {}, title), ...lines.flatMap((line) => [line, el("br")]));
    moveTip(hover, place, event);
  }

  /** @param next {rows, value(row), chosen, label, format(number)} */
  function draw(next) {
    latest = next;
    if (!picture) return;
    const rows = next.rows.filter((row) => shapes.has(row.region));
    const edges = bins(rows.map(next.value));
    const classes = new Map(rows.map((row) => [row.region, `heat-${edges.filter((edge) => next.value(row) > edge).length}`]));
    for (const [code, shape] of shapes) {
      shape.setAttribute("class", `${classes.get(code) ?? "heat-none"}${next.chosen === code ? " chosen" : ""}`);
      if (next.chosen === code) picture.append(shape); // its outline lies above its neighbours
    }
    picture.setAttribute("aria-label", next.label);
    legend.replaceChildren(...keys(edges, rows, next), el("span", { class: "heat-none" }, t("map.none")));
  }

  return { draw };
}

/** Edges between equally full bins, without empty bins where values are equal. */
function bins(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const edges = Array.from({ length: BINS - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / BINS) - 1]);
  return [...new Set(edges.filter((edge) => edge !== undefined && edge < sorted.at(-1)))];
}

function keys(edges, rows, next) {
  if (rows.length === 0) return [];
  const values = rows.map(next.value);
  const from = [Math.min(...values), ...edges];
  const to = [...edges, Math.max(...values)];
  return from.map((low, i) => el("span", { class: `heat-${i}` }, `${next.format(low)} – ${next.format(to[i])}`));
}
