// Two dictionaries with equal keys; every text on the page comes from them, every number from Intl.
import { keep } from "./keep.js";

const dictionaries = {};
const listeners = [];

export const language = () => (document.documentElement.lang.startsWith("zh") ? "zh" : "en");

export const locale = () => (language() === "zh" ? "zh-CN" : "en-US");

export async function useLanguage(name) {
  dictionaries[name] ??= await (await fetch(`/i18n/${name}.json`)).json();
  document.documentElement.lang = name === "zh" ? "zh-CN" : "en";
  translate(document);
  for (const listener of listeners) listener();
}

export async function chooseLanguage(name) {
  keep("language", name);
  await useLanguage(name);
}

export const onLanguage = (listener) => listeners.push(listener);

/** The text of a key, with {name} replaced. A missing key shows itself, so that tests and readers see it. */
export function t(key, values = {}) {
  const text = dictionaries[language()]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const has = (key) => key in (dictionaries[language()] ?? {});

function translate(root) {
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-t-label]")) {
    node.setAttribute("aria-label", t(node.dataset.tLabel));
    if (node.matches("button")) node.title = t(node.dataset.tLabel);
  }
}
