using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>What all lanes of a worker share on the way out. Thread-safe.</summary>
/// <param name="Tables">Where rows go.</param>
/// <param name="Letters">Where rejected and late records go.</param>
public sealed record LaneSink(IClickHouse Tables, IDeadLetterSink Letters);
