namespace Fulfillment.Streams.Chaos.Tests.Simulation;

/// <summary>The process of a worker is gone: nothing it still had to do happens.</summary>
internal sealed class ProcessDiedException(string point) : Exception($"died {point}");
