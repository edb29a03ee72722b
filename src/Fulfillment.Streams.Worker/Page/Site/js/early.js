// Runs before the first paint, so that neither the theme nor the language flickers.
(() => {
  const kept = (name) => {
    try { return localStorage.getItem(name); } catch { return null; }
  };
  const dark = kept("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  document.documentElement.dataset.theme = dark;
  const asked = new URLSearchParams(location.search).get("lang") ?? kept("language") ?? navigator.language;
  document.documentElement.lang = asked.startsWith("zh") ? "zh-CN" : "en";
})();
