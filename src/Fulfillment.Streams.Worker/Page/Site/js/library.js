// The chart library and the map come from this machine's cache folder; where set-up has not put them, tables remain.

let uplot;
let atlas;

export function loadUplot() {
  uplot ??= new Promise((resolve) => {
    const style = document.createElement("link");
    Object.assign(style, { rel: "stylesheet", href: "/lib/uplot-1.6.32.css" });
    const script = document.createElement("script");
    Object.assign(script, { src: "/lib/uplot-1.6.32.js", onload: () => resolve(window.uPlot), onerror: () => resolve(null) });
    document.head.append(style, script);
  });
  return uplot;
}

export function loadAtlas() {
  atlas ??= fetch("/lib/us-atlas-3.0.1.json").then((answer) => (answer.ok ? answer.json() : null), () => null);
  return atlas;
}
