namespace Fulfillment.Streams.Windows;

/// <summary>What identifies a cell of a <see cref="PaneTable{TKey, TAcc}"/>: a key and the start of a window.</summary>
/// <param name="Key">The key, such as a shop and a SKU.</param>
/// <param name="Start">The window's start, unix milliseconds.</param>
public readonly record struct PaneKey<TKey>(TKey Key, long Start)
    where TKey : notnull;
