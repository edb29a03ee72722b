using System.Text.Json.Serialization;

namespace Fulfillment.Streams.Worker.Store;

/// <summary>What a store says of itself in <c>store.json</c>.</summary>
/// <param name="Lanes">Fixed when it was made.</param>
/// <param name="Epoch">The highest it gave.</param>
internal sealed record StoreManifest(int Lanes, uint Epoch);

/// <summary>Reads and writes it without reflection, which every start would pay for.</summary>
[JsonSerializable(typeof(StoreManifest))]
internal sealed partial class StoreJson : JsonSerializerContext;
