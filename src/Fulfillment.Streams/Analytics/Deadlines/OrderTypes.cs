using System.Text;

namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>Order types by their names on the wire.</summary>
public static class OrderTypes
{
    private static readonly string[] WireNames = ["NORMAL", "PRE_ORDER", "BACKORDER", "CUSTOM", "MADE_TO_ORDER"];
    private static readonly byte[][] Utf8Names = [.. WireNames.Select(Encoding.UTF8.GetBytes)];

    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Names => WireNames;

    /// <summary>The name of a type, for example <c>PRE_ORDER</c>.</summary>
    public static string Name(OrderType type) => WireNames[(int)type];

    /// <summary>The type a name stands for; exact, case-sensitive.</summary>
    /// <returns><see langword="false"/> for names this program does not know.</returns>
    public static bool TryParse(string name, out OrderType type)
    {
        var index = Array.IndexOf(WireNames, name);
        type = (OrderType)Math.Max(0, index);
        return index >= 0;
    }

    /// <summary>The type a UTF-8 name stands for, without allocating; unknown and empty names are <see cref="OrderType.Normal"/>.</summary>
    public static OrderType FromUtf8(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < Utf8Names.Length; i++)
        {
            if (name.SequenceEqual(Utf8Names[i]))
            {
                return (OrderType)i;
            }
        }

        return OrderType.Normal;
    }
}
