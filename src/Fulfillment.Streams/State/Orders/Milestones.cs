using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>Earliest moments of an order or a package, Unix milliseconds; <see cref="Absent.Number"/> where not reached. Only ever earlier: a minimum commutes.</summary>
internal struct Milestones()
{
    public long Label = Absent.Number;
    public long Accepted = Absent.Number;
    public long FirstAttempt = Absent.Number;

    /// <summary>The earlier of two moments, where absent is later than any.</summary>
    public static long Earliest(long a, long b) => a == Absent.Number ? b : b == Absent.Number ? a : Math.Min(a, b);

    /// <summary>Moves a moment to an earlier one.</summary>
    public static void Earlier(ref long moment, long candidate) => moment = Earliest(moment, candidate);

    /// <summary>Takes what formats 2 and 3 hold.</summary>
    public static Milestones ReadEarlier(BinaryReader reader) =>
        new() { Label = reader.ReadInt64(), Accepted = reader.ReadInt64(), FirstAttempt = reader.ReadInt64() };
}
