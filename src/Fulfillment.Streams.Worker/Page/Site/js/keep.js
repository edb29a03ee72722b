// What the reader chose, kept across visits; a browser that forbids it just forgets.

export function keep(name, value) {
  try { localStorage.setItem(name, value); } catch { /* private mode */ }
}
