using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>Where an order notes, as it merges an event, when stages may have ended.</summary>
internal readonly struct EndNotes(List<PassedEnd> notes)
{
    /// <summary>The carrier may have accepted a parcel.</summary>
    public void Accepted(long at) => Note(Stage.Processing, at);

    /// <summary>A parcel may have been delivered.</summary>
    public void Delivered(long at)
    {
        Note(Stage.Transit, at);
        Note(Stage.OrderToDelivery, at);
    }

    /// <summary>Every end the order knows of, those that others hide now included.</summary>
    public void All(Order order)
    {
        Accepted(order.AcceptedStatusAt);
        foreach (var accepted in order.PastAccepted)
        {
            Accepted(accepted);
        }

        foreach (var package in order.Packages)
        {
            Accepted(package.AcceptedAt);
        }

        Deliveries(order);
    }

    /// <summary>Every delivery the order knows of, those struck by corrections included.</summary>
    public void Deliveries(Order order)
    {
        foreach (var delivered in order.DeliveredStatuses)
        {
            Delivered(delivered);
        }

        foreach (var package in order.Packages)
        {
            foreach (var delivered in package.Deliveries)
            {
                Delivered(delivered);
            }
        }
    }

    private void Note(Stage stage, long at)
    {
        if (at != Absent.Number)
        {
            notes.Add(new PassedEnd(stage, OrderFacts.Second(at)));
        }
    }
}
