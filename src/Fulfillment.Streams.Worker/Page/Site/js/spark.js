// A line the size of a word. The numbers stand beside it, so it is a picture with a short description.
import { svg } from "./dom.js";

const WIDTH = 84;
const HEIGHT = 24;

/** @param max the value at the top; the largest one when not given */
export function spark(values, label, tone = "", max = Math.max(...values)) {
  if (values.length < 2) return document.createTextNode("");
  const x = (i) => (i * WIDTH) / (values.length - 1);
  const y = (value) => HEIGHT - 2 - (max > 0 ? (value / max) * (HEIGHT - 5) : 0);
  const line = values.map((value, i) => `${i ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  return svg("svg", { class: `spark ${tone}`, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label },
    svg("path", { class: "area", d: `${line}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z` }),
    svg("path", { d: line }),
    svg("circle", { cx: WIDTH, cy: y(values.at(-1)).toFixed(1), r: 2 }));
}

/** A share of 1 as a bar; decoration beside the number. */
export function meter(share, tone = "") {
  const width = Math.max(0, Math.min(1, share ?? 0)) * 64;
  return svg("svg", { class: tone, viewBox: "0 0 64 7", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { x: 0, y: 0, width: width.toFixed(1), height: 7 }));
}
