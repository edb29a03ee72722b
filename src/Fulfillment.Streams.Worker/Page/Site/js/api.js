// The JSON API. Trouble comes as problem+json, whose detail names the cause.

export async function ask(path, parameters = {}, signal = undefined) {
  const answer = await fetch(`/api/${path}?${new URLSearchParams(parameters)}`, { signal, cache: "no-store" });
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => null);
  throw new Error(problem?.detail ?? `${answer.status} ${answer.statusText}`);
}
