namespace Fulfillment.Streams.Tests.Windows;

/// <summary>An event of the tests: a key, an event time, and something to add up.</summary>
internal readonly record struct Mark(string Key, long Time, long Amount);
