using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Generator;

/// <summary>A line on its way back.</summary>
internal sealed class ReturnState
{
    public required OrderState Order { get; init; }

    public required int LineIndex { get; init; }

    public required long Number { get; init; }

    public required string Type { get; init; }

    public required string Reason { get; init; }

    /// <summary>The status the next message says.</summary>
    public required string Next { get; set; }
}

/// <summary>Returns: asked for after delivery, mostly granted, sent back and refunded.</summary>
internal sealed class ReturnLife(Simulation simulation, StockRoom stock)
{
    private static readonly string[] Types = ["RETURN_REFUND", "REFUND_ONLY", "REPLACEMENT"];
    private static readonly WeightedChoice TypeChoice = new([65, 28, 7]);
    private static readonly string[] Reasons = ["defective", "not_as_described", "wrong_size", "damaged_in_transit", "no_longer_needed", "arrived_late", "missing_parts"];
    private static readonly WeightedChoice ReasonChoice = new([22, 20, 18, 12, 14, 9, 5]);
    private long returns;

    /// <summary>The order is delivered; each line may come back.</summary>
    public void Consider(OrderState order, long deliveredAt)
    {
        var random = simulation.Random;
        for (var i = 0; i < order.Lines.Length; i++)
        {
            if (order.Sample || !random.Chance(order.Lines[i].Sku.ReturnPerMillion))
                continue;

            var state = new ReturnState
            {
                Order = order,
                LineIndex = i,
                Number = simulation.Numbered(++returns),
                Type = Types[TypeChoice.Draw(random)],
                Reason = Reasons[ReasonChoice.Draw(random)],
                Next = "REQUESTED",
            };
            Schedule(state, deliveredAt, Durations.DeliveredToReturn.Draw(random));
        }
    }

    /// <summary>The return reaches its next status.</summary>
    public void Take(ReturnState state, long now)
    {
        var random = simulation.Random;
        var status = state.Next;
        Send(state, status, now);
        if (status == "RECEIVED" && state.Reason is "wrong_size" or "no_longer_needed")
            stock.PutBack(state.Order.Lines[state.LineIndex].Sku.Levels[0], state.Order.Lines[state.LineIndex].Quantity, now);

        var next = status switch
        {
            "REQUESTED" when random.Chance(60_000) => "REJECTED",
            "REQUESTED" when random.Chance(30_000) => "CANCELLED",
            "REQUESTED" => "APPROVED",
            "APPROVED" => state.Type == "REFUND_ONLY" ? "COMPLETED" : "IN_TRANSIT",
            "IN_TRANSIT" => "RECEIVED",
            "RECEIVED" => "COMPLETED",
            _ => null,
        };
        if (next is null)
            return;

        state.Next = next;
        Schedule(state, now, Durations.ReturnStep.Draw(random));
    }

    private void Schedule(ReturnState state, long now, long afterMs) =>
        simulation.Agenda.Add(now + simulation.Life(afterMs), new Occurrence(OccurrenceKind.ReturnStep, state));

    private void Send(ReturnState state, string status, long now)
    {
        var order = state.Order;
        var line = order.Lines[state.LineIndex];
        var json = simulation.Outbox.Begin(order.Shop, now);
        json.WriteText(Field.ReturnId, "R", state.Number);
        json.WriteText(Field.OrderId, "576", order.Number);
        OrderMessages.WriteLineId(json, order, state.LineIndex);
        json.WriteString(Field.Sku, line.Sku.Id);
        json.WriteNumber(Field.Quantity, line.Quantity);
        json.WriteString(Field.Type, state.Type);
        json.WriteString(Field.Status, status);
        json.WriteString(Field.Reason, state.Reason);
        json.WriteMoney(Field.RefundAmount, state.Type == "REPLACEMENT" ? 0 : line.Sku.PriceCents * line.Quantity);
        simulation.Outbox.Send(Topic.Returns, Durations.OrderFeed.Draw(simulation.Random));
    }
}
