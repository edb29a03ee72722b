namespace Fulfillment.Streams.Chaos.Tests.Reporting;

/// <summary>Something the engine guarantees whatever happens to it, and what the full form must show for it.</summary>
/// <param name="Id">R1 to R17.</param>
/// <param name="Property">What must hold.</param>
/// <param name="Bar">How much of it the full form shows.</param>
internal sealed record Guarantee(string Id, string Property, string Bar)
{
    /// <summary>All of them, in order. A bar is never lowered here to meet it: a line says what was reached, and why.</summary>
    public static IReadOnlyList<Guarantee> All { get; } =
    [
        new("R1", "crash at every named point gives the same views", "2,000 crashes, 0 differences"),
        new("R2", "kill -9 of a worker process under load", "200 kills, 0 lost, 0 doubled"),
        new("R3", "any order of arrival within the lateness bound", "10,000 cases, 0 differences"),
        new("R4", "1, 2, 4 workers on 1, 4, 8, 16 partitions", "500 cases, 0 differences"),
        new("R5", "events delivered twice: one, a batch, a whole replay", "1,000 cases, 0 differences"),
        new("R6", "in = applied + duplicate + late + rejected", "exact, in every partition of every run"),
        new("R7", "panes sum to windows; a replay in two parts is one", "2,000 cases, 0 differences"),
        new("R8", "order, tracking, delivery joined as by brute force", "5,000 cases, 0 differences"),
        new("R9", "rebalance storm: 50 joins and leaves", "0 differences, pause p99 ≤ 1 s"),
        new("R10", "faults of the sink", "1,000 faults, 0 lost, 0 doubled"),
        new("R11", "torn or flipped bytes of a snapshot", "100 % detected, falls back by one"),
        new("R12", "snapshots of released format versions", "every version loads"),
        new("R13", "an idle partition holds the clock", "≤ idle timeout + 1 probe"),
        new("R14", "quantiles: error, and order of merging", "≤ 1 % of nearest rank, any order equal"),
        new("R15", "soak at 80 % of the measured maximum", "≥ 10 min, memory slope ≈ 0, lag steady"),
        new("R16", "recovery to first output, 1 M orders of state", "≤ 5 s"),
        new("R17", "mutations of windows, clock, merges, sink", "≥ 85 % killed"),
    ];

    /// <summary>The guarantee of an id.</summary>
    public static Guarantee Of(string id) => All.FirstOrDefault(p => p.Id == id)
        ?? throw new ArgumentException($"There is no property {id}: add it to {nameof(Guarantee)}.{nameof(All)}.", nameof(id));
}
