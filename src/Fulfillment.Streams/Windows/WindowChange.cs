namespace Fulfillment.Streams.Windows;

/// <summary>What a <see cref="WindowResult{TKey, TOut}"/> does to the row of its identity.</summary>
public enum WindowChange
{
    /// <summary>Insert it, or replace it.</summary>
    Upsert,

    /// <summary>Delete it: the session was merged into one with an earlier start.</summary>
    Retract,
}
