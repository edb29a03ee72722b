namespace Fulfillment.Streams.Worker.Tests;

/// <summary>Tests that run the embedded ClickHouse: a process has one engine on one directory, so they take turns.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EmbeddedEngine
{
    public const string Name = "embedded engine";
}
