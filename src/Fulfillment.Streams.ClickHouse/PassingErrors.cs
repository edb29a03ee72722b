using System.Collections.Frozen;

namespace Fulfillment.Streams.ClickHouse;

/// <summary>
/// ClickHouse's errors that pass: overload, too many parts, memory, a full disk, keeper and replicas away, unknown fate of
/// an insert.
/// </summary>
internal static class PassingErrors
{
    private static readonly FrozenSet<int> Codes = FrozenSet.ToFrozenSet(
        [75, 159, 202, 203, 209, 210, 225, 236, 241, 242, 243, 252, 279, 285, 286, 287, 289, 319, 439, 473, 999]);

    /// <summary>Whether waiting may help against the error with this code.</summary>
    public static bool Contain(int code) => Codes.Contains(code);
}
