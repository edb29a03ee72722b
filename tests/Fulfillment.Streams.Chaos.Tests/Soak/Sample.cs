namespace Fulfillment.Streams.Chaos.Tests.Soak;

/// <summary>How a worker is at a moment.</summary>
/// <param name="At">Since the soak began.</param>
/// <param name="Resident">Memory of the process that is in RAM, bytes.</param>
/// <param name="Managed">Of that, what the garbage collector held after its last collection, bytes.</param>
/// <param name="Engine">What the embedded ClickHouse counts as its own, bytes.</param>
/// <param name="Lag">Records acknowledged and not read yet.</param>
/// <param name="SetApart">Records late or rejected so far: the dead letters.</param>
internal readonly record struct Sample(TimeSpan At, long Resident, long Managed, long Engine, long Lag, long SetApart);
