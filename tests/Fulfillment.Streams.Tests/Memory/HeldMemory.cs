namespace Fulfillment.Streams.Tests.Memory;

/// <summary>Bytes of the managed heap that are in use: of all the process, so that tests of it run alone.</summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class HeldMemory
{
    /// <summary>The collection of the tests that measure it.</summary>
    public const string Alone = "memory held";

    private readonly long _before = Now();

    /// <summary>Bytes more than there were.</summary>
    public long Bytes => Now() - _before;

    private static long Now() => GC.GetTotalMemory(forceFullCollection: true);
}
