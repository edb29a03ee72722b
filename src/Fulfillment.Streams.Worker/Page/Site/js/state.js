// What is chosen on the page. It lives in the address, so a view can be bookmarked and sent on.

const defaults = { shop: "", window: "30", stage: "order_to_delivery", granularity: "7d", quantile: "p90", region: "ALL" };
const listeners = [];
const query = new URLSearchParams(location.search);

export const state = Object.fromEntries(Object.keys(defaults).map((name) => [name, query.get(name) ?? defaults[name]]));

export const onChoice = (listener) => listeners.push(listener);

export function choose(name, value) {
  if (state[name] === value) return;
  state[name] = value;
  const address = new URL(location.href);
  if (value === defaults[name]) address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  history.replaceState(null, "", address);
  for (const listener of listeners) listener(name);
}
