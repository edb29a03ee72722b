using System.Text;
using System.Text.Json;
using Fulfillment.Streams.Benchmarks.Brokers;
using Fulfillment.Streams.Benchmarks.Decoding;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Carriers;

namespace Fulfillment.Streams.Benchmarks.Tables;

/// <summary>What carriers' codes mean, as two arrays of SQL, <c>code|carrier</c> and status: a team would have them in a dictionary.</summary>
internal static class TrackingCodes
{
    /// <summary>Of the codes in these events.</summary>
    public static (string Codes, string Statuses) In(MarketEvents events) => Of(events.All
        .Where(e => e.Topic == Topic.Tracking)
        .Select(e => JsonSerializer.Deserialize(e.Payload.Span, EventJson.Default.TrackingEvent)!)
        .Select(e => (e.Status, e.Carrier ?? "")).Distinct());

    /// <summary>Of these codes.</summary>
    public static (string Codes, string Statuses) Of(IEnumerable<(string Code, string Carrier)> said)
    {
        var pairs = said.ToList();
        return (
            Array(pairs.Select(p => $"{p.Code}|{p.Carrier}")),
            Array(pairs.Select(p => Spelled(TrackingVocabulary.Map(Encoding.UTF8.GetBytes(p.Code), Encoding.UTF8.GetBytes(p.Carrier))))));
    }

    /// <summary><c>LabelCreated</c> as the contract spells it: LABEL_CREATED.</summary>
    private static string Spelled(Events.TrackingStatus status) => string.Concat(
        status.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));

    private static string Array(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(t => $"'{t}'"))}]";
}
