using Fulfillment.Streams.Events;
using static Fulfillment.Streams.Ingest.Json.FieldsOf<Fulfillment.Streams.Events.PlanColumns>;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>Reads the <c>plans</c> topic. A plan that ends before it starts is refused; one that ends as it starts is not.</summary>
internal sealed class PlanReader() : EventReader<PlanColumns>(Fields)
{
    private static readonly FieldSet<PlanColumns> Fields = new(
        Event<PlanColumns>(
            Key("plan_id", c => c.PlanId),
            Key("sku", c => c.Sku),
            Code("kind", c => c.Kind, required: true),
            Moment("starts_at", c => c.StartsAt, required: true),
            Moment("ends_at", c => c.EndsAt, required: true),
            Money("expected_spend", c => c.ExpectedSpend),
            Fraction("uplift", c => c.UpliftMicros, Bounds.Uplift),
            Flag("cancelled", c => c.Cancelled)),
        EndsAfterStart);

    private static string? EndsAfterStart(PlanColumns plans, int row) =>
        plans.EndsAt[row] < plans.StartsAt[row] ? $"{RejectReason.OutOfRange}: ends_at" : null;
}
