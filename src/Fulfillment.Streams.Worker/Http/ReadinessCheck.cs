namespace Fulfillment.Streams.Worker.Http;

/// <summary>One thing that must hold before the worker should get work or viewers.</summary>
/// <param name="Name">What is checked, as <c>/readyz</c> names it, such as <c>clickhouse</c>.</param>
/// <param name="Probe">Answers null when ready, otherwise the reason it is not, in one sentence. An exception counts as not ready.</param>
public sealed record ReadinessCheck(string Name, Func<CancellationToken, Task<string?>> Probe);
