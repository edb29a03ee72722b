namespace Fulfillment.Streams.Tests;

/// <summary>What code allocates on its thread.</summary>
internal static class Allocated
{
    /// <summary>
    /// The bytes one of several runs of <paramref name="run"/> allocated, the fewest: a collection
    /// that falls into a run may count the rest of the thread's allocation buffer, up to 8 KiB, as
    /// allocated. What every run allocates shows in all of them.
    /// </summary>
    public static long ByOne(Action run) => Enumerable.Range(0, 5).Min(_ =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
