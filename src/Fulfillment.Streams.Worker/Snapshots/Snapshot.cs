namespace Fulfillment.Streams.Worker.Snapshots;

/// <summary>A lane's state at one flush.</summary>
/// <param name="Source">Identity of the source its offsets belong to; state is good for any source, offsets only for this one.</param>
/// <param name="State">What <c>Lane.Write</c> wrote.</param>
public sealed record Snapshot(string Source, ReadOnlyMemory<byte> State);
