// Each section loads when something changed and the reader can see it: at most one request at a time per section,
// and a pause between them, so that a fast stream does not become a flood of queries.

const PAUSE = 2000;
const sections = [];
let watching;

/** @param section {element, load(signal): Promise, render()} */
export function register(section) {
  sections.push(Object.assign(section, { dirty: true, seen: false, busy: null, last: 0, timer: 0 }));
}

export function start() {
  watching = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const section = sections.find((s) => s.element === entry.target);
      section.seen = entry.isIntersecting;
      run(section);
    }
  }, { rootMargin: "300px" });
  for (const section of sections) watching.observe(section.element);
  document.addEventListener("visibilitychange", () => sections.forEach(run));
}

/** The data changed: load what is visible soon, the rest when it comes into view. */
export function changed() {
  for (const section of sections) {
    section.dirty = true;
    run(section);
  }
}

/** The reader chose something: load at once, dropping what was asked before. */
export function reload(names) {
  for (const section of sections.filter((s) => !names || names.includes(s.name))) {
    section.busy?.abort();
    section.busy = null;
    section.dirty = true;
    section.last = 0;
    run(section);
  }
}

export function renderAll() {
  for (const section of sections) section.render();
}

function run(section) {
  clearTimeout(section.timer);
  if (!section.dirty || !section.seen || section.busy || document.hidden) return;
  const wait = section.last + PAUSE - Date.now();
  if (wait > 0) section.timer = setTimeout(() => run(section), wait);
  else load(section);
}

async function load(section) {
  const stop = new AbortController();
  section.busy = stop;
  section.dirty = false;
  section.last = Date.now();
  try {
    await section.load(stop.signal);
    if (!stop.signal.aborted) fail(section, null);
  } catch (error) {
    if (!stop.signal.aborted) fail(section, error);
  }
  if (section.busy === stop) section.busy = null;
  run(section);
}

function fail(section, error) {
  const place = section.element.querySelector(".failed");
  if (!place) return;
  place.hidden = !error;
  place.textContent = error ? error.message : "";
}
