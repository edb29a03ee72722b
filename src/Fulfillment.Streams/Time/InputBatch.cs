namespace Fulfillment.Streams.Time;

/// <summary>Some events of one input, in any order of event time.</summary>
/// <param name="Input">Where they came from.</param>
/// <param name="Events">The events; an empty batch says that the input has nothing now, and lets wall time be looked at.</param>
public readonly record struct InputBatch<T>(InputId Input, ReadOnlyMemory<T> Events);
