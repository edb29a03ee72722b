namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>The days on which stock runs out at a steady rate, inbound deliveries counted.</summary>
public static class SellsOut
{
    /// <summary>
    /// Runs stock down at <paramref name="rate"/> and adds each delivery as it arrives. While the shelf is empty sales are lost,
    /// not owed. 5 a day, 10 on hand and 20 due in 5 days: empty after 2 days, finally after 9.
    /// </summary>
    /// <param name="rate">Units per day; finite, 0 or more. At 0 what is in stock lasts for ever.</param>
    /// <param name="onHand">Units, finite. 0 or less is out already; a negative level is owed and taken off the next deliveries.</param>
    /// <param name="inbound">
    /// In any order. A delivery that arrives at the very moment the shelf empties prevents the stock-out; of 0 units it changes nothing.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static SellsOutDays Days(double rate, double onHand, ReadOnlySpan<InboundUnits> inbound)
    {
        Guard.NotNegative(rate);
        Guard.Finite(onHand);
        var ordered = true;
        for (var i = 0; i < inbound.Length; i++)
        {
            Guard.NotNegative(inbound[i].Quantity, nameof(inbound));
            Guard.NotNegative(inbound[i].InDays, nameof(inbound));
            ordered &= i == 0 || inbound[i - 1].InDays <= inbound[i].InDays;
        }

        if (ordered)
        {
            return RunDown(rate, onHand, inbound);
        }

        var sorted = inbound.ToArray();
        Array.Sort(sorted, static (a, b) => a.InDays.CompareTo(b.InDays));
        return RunDown(rate, onHand, sorted);
    }

    private static SellsOutDays RunDown(double rate, double onHand, ReadOnlySpan<InboundUnits> inbound)
    {
        var first = double.PositiveInfinity;
        // Until this day the stock known so far lasts; it moves only when a delivery arrives, so no error builds up between them.
        var emptyAt = onHand > 0 ? onHand / rate : 0;
        var owed = Math.Max(0, -onHand);
        foreach (var delivery in inbound)
        {
            var sellable = Math.Max(0, delivery.Quantity - owed);
            owed = Math.Max(0, owed - delivery.Quantity);
            if (sellable == 0)
            {
                continue;
            }

            if (delivery.InDays > emptyAt)
            {
                first = Math.Min(first, emptyAt);
                emptyAt = delivery.InDays;
            }

            emptyAt += sellable / rate;
        }

        return new SellsOutDays(Math.Min(first, emptyAt), emptyAt);
    }
}
