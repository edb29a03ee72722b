// Light or dark: the system's choice until the reader makes one.
import { keep } from "./keep.js";

const listeners = [];

export const onTheme = (listener) => listeners.push(listener);

export function startTheme(button) {
  button.addEventListener("click", () => {
    const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    keep("theme", theme);
    use(theme);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => use(event.matches ? "dark" : "light"));
  show(button);

  function use(theme) {
    document.documentElement.dataset.theme = theme;
    show(button);
    for (const listener of listeners) listener();
  }
}

function show(button) {
  button.setAttribute("aria-pressed", String(document.documentElement.dataset.theme === "dark"));
}

/** A colour of the present theme, for canvas drawing. */
export const colour = (role) => getComputedStyle(document.documentElement).getPropertyValue(`--${role}`).trim();
