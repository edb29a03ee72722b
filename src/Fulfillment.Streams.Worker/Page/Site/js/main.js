// The table of contents: language, theme, sections, live updates.
import { $, setText } from "./dom.js";
import { chooseLanguage, language, onLanguage, t, useLanguage } from "./i18n.js";
import { startTheme } from "./theme.js";
import { choose, onChoice, state } from "./state.js";
import { loadShops } from "./shops.js";
import { changed, register, reload, renderAll, start } from "./refresh.js";
import { listen } from "./live.js";
import { summary } from "./sections/summary.js";
import { sales } from "./sections/sales.js";
import { stock } from "./sections/stock.js";
import { delivery } from "./sections/delivery.js";
import { orders } from "./sections/orders.js";
import { freshness } from "./sections/freshness.js";

const SHOPS_EVERY = 60_000; // a new shop shows up without a reload
const reloads = { shop: undefined, window: ["sales"], stage: ["delivery"], granularity: ["delivery"], region: ["delivery"] };
let live = "connecting";
let started = false;
let shopsAt = Date.now();

await useLanguage(language());
startTheme($("#theme"));

const complete = freshness();
const where = delivery();
for (const section of [summary(() => complete.render()), sales(), stock(), where, orders()]) register(section);
renderAll();
sign("connecting");

$("#shop").addEventListener("change", (event) => choose("shop", event.target.value));
for (const button of $("#languages").children) button.addEventListener("click", () => chooseLanguage(button.dataset.language));
onLanguage(() => {
  renderAll();
  complete.render();
  sign(live);
});
onChoice((name) => (name === "quantile" ? where.show() : started && reload(reloads[name])));

listen({
  async changed(news) {
    complete.update(news);
    sign("live");
    trouble(null);
    if (!started) await begin();
    else changed();
    if (started && Date.now() - shopsAt > SHOPS_EVERY) await refreshShops();
  },
  trouble(reason) {
    sign("trouble");
    trouble(reason);
  },
  lost: () => sign("lost"),
});

async function begin() {
  try {
    started = await loadShops();
    $("#nothing").hidden = started;
    if (started) start();
  } catch (error) {
    trouble(error.message);
  }
}

async function refreshShops() {
  shopsAt = Date.now();
  await loadShops().catch(() => {}); // the sections tell what is wrong
}

function sign(next) {
  live = next;
  $("#live").dataset.state = next;
  setText($("#live-text"), next === "live" ? complete.headline() : t(`live.${next}`));
  for (const button of $("#languages").children) button.setAttribute("aria-pressed", String(button.dataset.language === language()));
}

function trouble(reason) {
  $("#trouble").hidden = !reason;
  setText($("#trouble"), reason ? t("trouble", { reason }) : "");
}
