// The newest orders.
import { $, el } from "../dom.js";
import { ask } from "../api.js";
import { state } from "../state.js";
import { t, has } from "../i18n.js";
import { createTable } from "../table.js";
import { dateTime, money, sameDay, time, whole } from "../format.js";

const status = (row) => (has(`status.${row.status}`) ? t(`status.${row.status}`) : row.status);
const lateness = (row) => (row.is_late_dispatch || row.is_late_delivery ? t(row.is_late_delivery ? "orders.late_delivery" : "orders.late_dispatch") : "");
const region = (row) => (has(`region.${row.region}`) ? t(`region.${row.region}`) : row.region);

let newest = null;

const columns = [
  { id: "order", title: "orders.order", text: (r) => r.order_id, data: true },
  { id: "created", title: "orders.created", text: (r) => (sameDay(r.created_at, newest) ? time : dateTime)(r.created_at) },
  {
    id: "status", title: "orders.status", text: (r) => `${status(r)}|${lateness(r)}`,
    node: (r) => el("span", {}, el("span", { class: "badge tone-plain" }, status(r)), lateness(r) ? el("span", { class: "badge tone-HIGH" }, lateness(r)) : null),
  },
  { id: "region", title: "region", text: (r) => r.region, node: (r) => el("span", { title: region(r) }, r.region), data: true },
  { id: "units", title: "units", num: true, text: (r) => whole(r.units) },
  { id: "revenue", title: "revenue", num: true, text: (r) => money(r.revenue) },
];

export function orders() {
  const table = createTable($("#orders-table"), columns, { name: "orders.title", key: (r) => r.order_id, empty: "orders.empty" });
  return {
    name: "orders",
    element: $("#orders"),
    async load(signal) {
      const rows = await ask("orders", { shop: state.shop }, signal);
      newest = rows[0]?.created_at;
      table.update(rows);
    },
    render: () => table.redraw(),
  };
}
