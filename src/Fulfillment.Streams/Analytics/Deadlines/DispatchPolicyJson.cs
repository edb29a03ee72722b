using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>Reads the policy file without reflection, which every start would pay for.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, // a misspelt rule must not silently fall back to a default
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    Converters = [typeof(Weekdays)])]
[JsonSerializable(typeof(DispatchPolicyFile))]
internal sealed partial class DispatchPolicyJson : JsonSerializerContext
{
    /// <summary>Weekdays by name; numbers would be anybody's guess.</summary>
    internal sealed class Weekdays() : JsonStringEnumConverter<IsoDayOfWeek>(namingPolicy: null, allowIntegerValues: false);
}
