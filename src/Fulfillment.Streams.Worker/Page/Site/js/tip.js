// A small box at the pointer. What it says is also in a table.
import { el } from "./dom.js";

export const tip = () => el("div", { class: "tip", hidden: true, "aria-hidden": "true" });

export function moveTip(box, place, event) {
  const frame = place.getBoundingClientRect();
  box.hidden = false;
  const left = Math.min(event.clientX - frame.left + 14, frame.width - box.offsetWidth - 4);
  box.style.left = `${Math.max(0, left)}px`;
  box.style.top = `${Math.max(0, event.clientY - frame.top - box.offsetHeight - 12)}px`;
}
