// Today at a glance, beside yesterday.
import { $, el, setText } from "../dom.js";
import { ask } from "../api.js";
import { state } from "../state.js";
import { t } from "../i18n.js";
import { day, moneyShort, rate, useZone, whole } from "../format.js";

const tiles = [
  { id: "orders", value: (c) => whole(c.orders_today), beside: (c) => t("summary.yesterday", { value: whole(c.orders_yesterday) }) },
  { id: "units", value: (c) => whole(c.units_today), beside: (c) => t("summary.yesterday", { value: whole(c.units_yesterday) }) },
  { id: "revenue", value: (c) => moneyShort(c.revenue_today), beside: (c) => t("summary.yesterday", { value: moneyShort(c.revenue_yesterday) }) },
  { id: "ads", value: (c) => moneyShort(c.ad_spend_today), beside: (c) => (c.ad_spend_today > 0 ? t("summary.roas", { value: rate(c.ad_gmv_today / c.ad_spend_today) }) : "") },
  { id: "out", value: (c) => whole(c.skus_out), beside: (c) => t("summary.of", { value: whole(c.skus) }), warn: (c) => c.skus_out > 0 },
  { id: "risk", value: (c) => whole(c.skus_at_risk), beside: () => t("summary.risk_note"), warn: (c) => c.skus_at_risk > 0 },
];

export function summary(onZone) {
  let answer = null;
  const cards = tiles.map((tile) => {
    const card = { tile, title: el("dt"), value: el("dd", { class: "value", id: `tile-${tile.id}` }), beside: el("dd", { class: "beside" }) };
    card.box = el("div", { class: "tile" }, card.title, card.value, card.beside);
    return card;
  });
  $("#tiles").append(...cards.map((card) => card.box));

  function render() {
    for (const { tile, title, value, beside, box } of cards) {
      setText(title, t(`summary.${tile.id}`, { day: answer ? day(answer.today) : "" }));
      setText(value, answer ? tile.value(answer.counters) : "–");
      setText(beside, answer ? tile.beside(answer.counters) : "");
      box.classList.toggle("warn", !!answer && !!tile.warn?.(answer.counters));
    }
  }

  return {
    name: "summary",
    element: $("#summary"),
    async load(signal) {
      answer = await ask("summary", { shop: state.shop }, signal);
      useZone(answer.time_zone);
      onZone();
      render();
    },
    render,
  };
}
