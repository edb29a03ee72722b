using System.Globalization;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>How many bytes RowBinary and the Native format have for a value of a type: the same, for those that tables of rows have.</summary>
internal static class NativeTypes
{
    /// <summary>The width of texts, which say their length.</summary>
    public const int Text = 0;

    private const string Nullable = "Nullable(";
    private const string Decimal = "Decimal(";

    /// <summary>Whether a type allows for NULL, and the type of its other values.</summary>
    public static bool IsNullable(string type, out string inner)
    {
        var isNullable = type.StartsWith(Nullable, StringComparison.Ordinal);
        inner = isNullable ? type[Nullable.Length..^1] : type;
        return isNullable;
    }

    /// <summary>Bytes of a value; null for a type that is none of those.</summary>
    public static int? WidthOf(string type) => type switch
    {
        "String" or "LowCardinality(String)" => Text,
        "UInt8" or "Int8" or "Bool" => 1,
        "UInt16" or "Int16" or "Date" => 2,
        "UInt32" or "Int32" or "Float32" => 4,
        "UInt64" or "Int64" or "Float64" => 8,
        _ when type == "DateTime" || type.StartsWith("DateTime(", StringComparison.Ordinal) => 4,
        _ when type.StartsWith(Decimal, StringComparison.Ordinal) => WidthOfDecimal(type),
        _ => null,
    };

    private static int? WidthOfDecimal(string type) =>
        int.TryParse(type.AsSpan()[Decimal.Length..type.IndexOf(',', StringComparison.Ordinal)], NumberStyles.None, CultureInfo.InvariantCulture, out var digits)
            ? digits <= 9 ? 4 : digits <= 18 ? 8 : digits <= 38 ? 16 : 32
            : null;
}
