namespace Fulfillment.Streams.Worker.Tests.Store;

/// <summary>
/// chDB runs on one directory a process: every test class that opens an embedded store joins this collection, so that they
/// run one after another, and closes its store when it ends.
/// </summary>
[CollectionDefinition(Name)]
public sealed class OneStoreAtATime
{
    public const string Name = "one embedded store at a time";
}
