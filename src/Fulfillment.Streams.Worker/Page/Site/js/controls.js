// A row of radio buttons that looks like one control; the browser brings keyboard and semantics.
import { el, setText } from "./dom.js";
import { choose, state } from "./state.js";
import { t } from "./i18n.js";

/** @param options values; their texts are the keys `${prefix}.${value}` */
export function choice(place, name, prefix, options) {
  const legend = el("legend", { class: "visually-hidden" });
  const texts = options.map((value) => el("span"));
  const inputs = options.map((value) => el("input", { type: "radio", name, value, onchange: () => choose(name, value) }));
  place.append(el("fieldset", { class: "choice" }, legend, ...options.map((_, i) => el("label", {}, inputs[i], texts[i]))));
  return () => {
    setText(legend, t(`${prefix}.choose`));
    options.forEach((value, i) => {
      setText(texts[i], t(`${prefix}.${value}`));
      inputs[i].checked = state[name] === value;
    });
  };
}
