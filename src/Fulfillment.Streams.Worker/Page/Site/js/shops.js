// Which shop the page is about.
import { $, el } from "./dom.js";
import { ask } from "./api.js";
import { choose, state } from "./state.js";

/** Fills the selector; chooses the busiest shop where none is chosen. True when there is any. */
export async function loadShops() {
  const shops = await ask("shops");
  const select = $("#shop");
  const known = shops.map((shop) => shop.shop_id);
  if (state.shop && !known.includes(state.shop)) known.push(state.shop);
  const listed = [...select.options].map((option) => option.value);
  if (known.some((id, i) => listed[i] !== id) || known.length !== listed.length) select.replaceChildren(...known.map((id) => el("option", { value: id }, id)));
  if (!state.shop && known.length) choose("shop", known[0]);
  select.value = state.shop;
  return known.length > 0;
}
