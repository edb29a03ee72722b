using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Fulfillment.Streams.Events;

/// <summary>
/// Asks the processor for memory that is about to be read. A lane's state does not fit into caches, and each event would wait for
/// half a dozen places of it, one after another; asked for beforehand they come side by side. Where a processor has no such
/// instruction, or .NET no name for it, nothing happens.
/// </summary>
internal static unsafe class Prefetch
{
    private const int LineBytes = 64;

    /// <summary>The cache line of a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of<T>(ref T place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref place)); // an address that the collector has just made stale does no harm
        }
    }

    /// <summary>The first cache lines of some bytes, at most so many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of(ReadOnlySpan<byte> bytes, int lines)
    {
        ref var first = ref MemoryMarshal.GetReference(bytes);
        for (var at = 0; at < Math.Min(lines * LineBytes, bytes.Length); at += LineBytes)
        {
            Of(ref Unsafe.Add(ref first, at));
        }
    }
}
