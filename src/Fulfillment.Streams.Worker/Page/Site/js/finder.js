// A field that narrows a table to the SKUs that contain what is typed.
import { el } from "./dom.js";
import { t } from "./i18n.js";

export function finder(place, changed) {
  const field = el("input", { type: "search", class: "find", autocomplete: "off", spellcheck: "false", oninput: changed });
  place.prepend(field);
  return {
    matches: (sku) => sku.toLowerCase().includes(field.value.trim().toLowerCase()),
    render() {
      field.placeholder = t("find");
      field.setAttribute("aria-label", t("find"));
    },
  };
}
