// Server-sent events say that something changed; the page then asks for what the reader looks at.

/** @param handlers {changed(freshness), trouble(reason), lost()} */
export function listen(handlers) {
  const source = new EventSource("/api/stream");
  source.addEventListener("changed", (event) => handlers.changed(JSON.parse(event.data)));
  source.addEventListener("trouble", (event) => handlers.trouble(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    handlers.lost();
    // The browser reconnects by itself unless the answer was not a stream at all.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(handlers), 5000);
  });
  addEventListener("pagehide", () => source.close());
}
