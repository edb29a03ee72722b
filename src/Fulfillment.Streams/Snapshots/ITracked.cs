namespace Fulfillment.Streams.Snapshots;

/// <summary>Something a snapshot has a record of.</summary>
internal interface ITracked
{
    /// <summary>When it changed last, for <see cref="ChangeList{T}"/>; 0 at first.</summary>
    ref uint Mark { get; }

    /// <summary>Whether it is no longer part of the state.</summary>
    bool IsForgotten { get; }
}
