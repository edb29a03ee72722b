namespace Fulfillment.Streams.Tests.Ingest.Json.Scan;

/// <summary>Trials at length run alone: their garbage collections would be counted by tests beside them that measure what is allocated.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AtLength
{
    public const string Name = "at length";
}
