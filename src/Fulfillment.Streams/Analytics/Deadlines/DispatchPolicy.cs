using NodaTime;

namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>
/// Turns an order into its estimated deadlines by effective-dated rules read from a policy file. The edition is chosen by the
/// order's creation date in the policy's zone; orders older than the first edition follow it. Immutable, safe to share,
/// allocation-free per order.
/// </summary>
public sealed class DispatchPolicy
{
    private static readonly Lazy<DispatchPolicy> BuiltIn = new(DispatchPolicyFile.ReadBuiltIn);
    private readonly DispatchRules[] _editions; // by ValidFrom, ascending
    private readonly int[] _firstDay;           // their first days in the calendar

    internal DispatchPolicy(string name, BusinessCalendar calendar, DispatchRules[] editions)
    {
        Name = name;
        Calendar = calendar;
        _editions = editions;
        _firstDay = [.. editions.Select(e => calendar.DayOf(e.ValidFrom))];
    }

    /// <summary>TikTok Shop in the United States, from the file that ships with the engine.</summary>
    public static DispatchPolicy TikTokUs => BuiltIn.Value;

    /// <summary>The policy's name.</summary>
    public string Name { get; }

    /// <summary>Its zone, business days and cut-off.</summary>
    public BusinessCalendar Calendar { get; }

    /// <summary>All editions, oldest first.</summary>
    public IReadOnlyList<DispatchRules> Editions => _editions;

    /// <summary>Reads a policy file (JSON; <c>tiktok-us.json</c> beside this class is the model).</summary>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="FormatException">The file is not a policy; the message names the field and what it should be.</exception>
    public static DispatchPolicy Parse(ReadOnlySpan<byte> json) => DispatchPolicyFile.Parse(json);

    /// <summary>The edition for an order created at a moment.</summary>
    /// <param name="createdMs">Unix milliseconds.</param>
    public DispatchRules RulesFor(long createdMs) => RulesOf(Calendar.DayOf(createdMs));

    /// <summary>The edition in force on a date of the policy's zone.</summary>
    public DispatchRules RulesFor(LocalDate date) => RulesOf(Calendar.DayOf(date));

    /// <summary>The deadlines of an order under the edition of its creation date.</summary>
    public OrderDeadlines For(OrderPromise order)
    {
        var created = Calendar.DayOf(order.CreatedMs);
        return For(order, created, RulesOf(created));
    }

    /// <summary>The deadlines of an order under the edition in force on another date: what if it had been ordered then?</summary>
    /// <param name="order">The order; its own dates stay.</param>
    /// <param name="policyDate">A date of the policy's zone.</param>
    public OrderDeadlines For(OrderPromise order, LocalDate policyDate) =>
        For(order, Calendar.DayOf(order.CreatedMs), RulesFor(policyDate));

    private OrderDeadlines For(OrderPromise order, int created, DispatchRules rules)
    {
        var rule = rules[order.Type];
        var handling = Math.Clamp(order.HandlingDays ?? rule.HandlingMin, 0, DeadlineTerm.MaxDays);
        var release = order.ReleaseMs is { } ms ? Math.Max(created, Calendar.DayOf(ms)) : created;
        var dispatch = Day(rule.Dispatch, created, handling, release, 0);
        return new OrderDeadlines(
            Calendar.CutoffMs(dispatch),
            Calendar.CutoffMs(Day(rule.AutoCancel, created, handling, release, dispatch)),
            Calendar.CutoffMs(Day(rule.DeliverBy, created, handling, release, dispatch)));
    }

    private int Day(DeadlineTerm term, int created, int handling, int release, int dispatch) => term.Base switch
    {
        DeadlineBase.Handling => Calendar.After(created, handling + term.Days),
        DeadlineBase.Release => Calendar.After(release, term.Days),
        DeadlineBase.Dispatch => Calendar.After(dispatch, term.Days),
        _ => Calendar.After(created, term.Days),
    };

    private DispatchRules RulesOf(int day)
    {
        var i = _firstDay.Length - 1; // newest first: that is where live orders are
        while (i > 0 && _firstDay[i] > day)
        {
            i--;
        }

        return _editions[i];
    }
}
