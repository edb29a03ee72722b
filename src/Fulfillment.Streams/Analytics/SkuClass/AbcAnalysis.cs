namespace Fulfillment.Streams.Analytics.SkuClass;

/// <summary>
/// Pareto classes: SKUs in order of revenue are A until 80 % of the total is reached, B until 95 %, then C; the SKU that crosses
/// a limit still belongs to the better class. Source: Silver, Pyke and Thomas, Inventory and Production Management in Supply
/// Chains, 4th ed., section 2.2. Pure and safe to call from any thread.
/// </summary>
public static class AbcAnalysis
{
    private const int PercentA = 80;
    private const int PercentB = 95;

    /// <summary>Classifies the SKUs of a shop. Equal revenues get equal classes, so the order of the SKUs does not matter.</summary>
    /// <param name="revenue">Revenue of each SKU in any exact unit (micros); what is 0 or less is C and adds nothing.</param>
    /// <returns>The classes, in the order of <paramref name="revenue"/>.</returns>
    public static AbcClass[] Classify(ReadOnlySpan<long> revenue)
    {
        var classes = new AbcClass[revenue.Length];
        var byRevenue = new int[revenue.Length];
        var keys = new long[revenue.Length];
        Int128 total = 0;
        for (var i = 0; i < revenue.Length; i++)
        {
            byRevenue[i] = i;
            keys[i] = revenue[i] > 0 ? -revenue[i] : 0; // ascending keys are descending revenues
            total -= keys[i];
        }

        Array.Sort(keys, byRevenue);
        Int128 before = 0;
        Int128 beforeTie = 0;
        for (var rank = 0; rank < keys.Length; rank++)
        {
            beforeTie = rank > 0 && keys[rank] == keys[rank - 1] ? beforeTie : before;
            classes[byRevenue[rank]] = keys[rank] == 0 || beforeTie * 100 >= total * PercentB ? AbcClass.C
                : beforeTie * 100 >= total * PercentA ? AbcClass.B
                : AbcClass.A;
            before -= keys[rank];
        }

        return classes;
    }
}
