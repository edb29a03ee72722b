namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>What a statement does to state that outlives it; values are chDB's.</summary>
internal enum StatementClass : uint
{
    /// <summary>SELECT, SHOW, DESCRIBE, EXPLAIN, EXISTS, CHECK.</summary>
    ReadOnly = 0,

    /// <summary>Changes a database.</summary>
    Mutating = 1,

    /// <summary>Changes users, functions, named collections or the system database.</summary>
    MutatingGlobal = 2,

    /// <summary>SET, USE, SYSTEM, KILL, BACKUP, INTO OUTFILE and the like.</summary>
    Control = 3,

    /// <summary>Does not parse.</summary>
    Unknown = 4,
}
