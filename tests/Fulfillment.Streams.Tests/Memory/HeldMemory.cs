namespace Fulfillment.Streams.Tests.Memory;

/// <summary>Bytes of the managed heap that are in use: of all the process, so that tests of it run alone.</summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class HeldMemory
{
    /// <summary>The collection of the tests that measure it.</summary>
    public const string Alone = "memory held";

    private const int Quiet = 5;
    private const int Most = 100;
    private const long Little = 16 << 10;

    private readonly long _before = Settled();

    /// <summary>Bytes more than there were.</summary>
    public long Bytes => Now() - _before;

    /// <summary>What is in use once pools that other tests filled have let go, which they do piece by piece, one with each collection.</summary>
    private static long Settled()
    {
        var before = Now();
        for (int quiet = 0, all = 0; quiet < Quiet && all < Most; all++)
        {
            GC.WaitForPendingFinalizers();
            var now = Now();
            quiet = Math.Abs(now - before) < Little ? quiet + 1 : 0;
            before = now;
        }

        return before;
    }

    private static long Now() => GC.GetTotalMemory(forceFullCollection: true);
}
