namespace Fulfillment.Streams.Windows;

/// <summary>What a window amounts to now. Key and <see cref="TimeWindow.Start"/> identify the window, and its length where an operator has windows of several; a later result of the same identity replaces this one.</summary>
/// <param name="Key">The key of its events.</param>
/// <param name="Window">Where the window lies in event time.</param>
/// <param name="Value">The full current value, or what had been emitted last where it is retracted.</param>
/// <param name="Change">Whether this stands, or takes back what had been emitted.</param>
public readonly record struct WindowResult<TKey, TOut>(TKey Key, TimeWindow Window, TOut Value, WindowChange Change = WindowChange.Upsert);
