using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.Analytics;

/// <summary>The last two columns of every table: which of two rows of a key is newer, and whether the key is gone.</summary>
internal static class RowVersion
{
    /// <summary>What ends every column list.</summary>
    public const string Columns = ", version, is_deleted";

    /// <summary>Ends a row.</summary>
    public static void End(this RowBuffer rows, ulong version, bool isDeleted = false)
    {
        rows.UInt64(version);
        rows.Flag(isDeleted);
        rows.EndRow();
    }
}
