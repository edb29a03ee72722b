using System.Text.Json.Serialization;

namespace Fulfillment.Streams.Benchmarks.Decoding;

/// <summary>Serialization code made at build time, as the documentation recommends for speed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(OrderEvent))]
[JsonSerializable(typeof(TrackingEvent))]
[JsonSerializable(typeof(AdSpendEvent))]
internal sealed partial class EventJson : JsonSerializerContext;
