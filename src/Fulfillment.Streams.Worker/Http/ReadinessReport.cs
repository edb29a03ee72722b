using System.Text.Json.Serialization;

namespace Fulfillment.Streams.Worker.Http;

/// <summary>What <c>/readyz</c> answers.</summary>
/// <param name="Ready">Whether every check passed.</param>
/// <param name="Checks">Each check's name and <c>ok</c>, or why it is not ready.</param>
public sealed record ReadinessReport(bool Ready, IReadOnlyDictionary<string, string> Checks);

/// <summary>Serialises this folder's answers without reflection, in snake_case like the views.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReadinessReport))]
[JsonSerializable(typeof(IngestReceipt))]
internal sealed partial class HttpJson : JsonSerializerContext;
