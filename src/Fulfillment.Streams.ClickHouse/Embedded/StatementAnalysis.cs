using System.Runtime.InteropServices;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>What chDB's parser says a text would do, without running it. The layout is chDB's <c>chdb_query_analysis_v1</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StatementAnalysis
{
    /// <summary>Set by the caller to this structure's size.</summary>
    public uint StructSize;

    /// <summary>Executable statements in the text; 0 where it does not parse.</summary>
    public uint StatementCount;

    /// <summary>Further facts, not used here.</summary>
    public uint Flags;

    /// <summary>The most restricted class of all statements in the text.</summary>
    public StatementClass Class;
}
