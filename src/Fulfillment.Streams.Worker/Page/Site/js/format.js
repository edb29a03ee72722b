// Numbers, money, times as the reader's language writes them; days and hours as the shop's clock shows them.
import { locale } from "./i18n.js";

let shopZone = "America/Los_Angeles";
const made = new Map();

export function useZone(name) {
  shopZone = name;
}

export const zone = () => shopZone;

function cached(kind, options) {
  const key = `${kind.name}|${locale()}|${shopZone}|${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, new kind(locale(), options));
  return made.get(key);
}

const none = "–";
const number = (value, options) => (value == null ? none : cached(Intl.NumberFormat, options).format(value));
const moment = (value, options) =>
  value == null ? none : cached(Intl.DateTimeFormat, { timeZone: shopZone, hourCycle: "h23", ...options }).format(new Date(value));

export const whole = (value) => number(value, { maximumFractionDigits: 0 });

export const tenths = (value) => number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Three significant digits for rates: 46, 4.6, 0.46. */
export const rate = (value) => number(value, value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });

export const percent = (value) => number(value, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const change = (value) => number(value, { style: "percent", signDisplay: "exceptZero", maximumFractionDigits: 0 });

export const money = (value) => number(value, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" });

export const moneyShort = (value) =>
  number(value, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol", maximumFractionDigits: value >= 1000 ? 0 : 2 });

export const time = (value) => moment(value, { hour: "2-digit", minute: "2-digit" });

export const dateTime = (value) => moment(value, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });

export const date = (value) => moment(value, { month: "short", day: "numeric" });

/** A calendar date such as 2026-03-06, which has no time zone. */
export const day = (text) =>
  text == null ? none : cached(Intl.DateTimeFormat, { timeZone: "UTC", month: "short", day: "numeric" }).format(new Date(`${text}T00:00:00Z`));

export const sameDay = (a, b) => moment(a, { dateStyle: "short" }) === moment(b, { dateStyle: "short" });

/** How long from one moment to another: "in 3 days", "2 minutes ago". */
export function ago(value, from) {
  const seconds = (new Date(value) - new Date(from)) / 1000;
  const [size, unit] = Math.abs(seconds) >= 172800 ? [86400, "day"] : Math.abs(seconds) >= 5400 ? [3600, "hour"] : [60, "minute"];
  return cached(Intl.RelativeTimeFormat, { numeric: "always" }).format(Math.round(seconds / size), unit);
}
