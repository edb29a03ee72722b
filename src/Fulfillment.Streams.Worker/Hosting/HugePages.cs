using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Worker.Configuration;

namespace Fulfillment.Streams.Worker.Hosting;

/// <summary>
/// Asks Linux to give the managed heap pages of 2 MiB. It would come in pages of 4 KiB, each of which the processor stops for when it
/// is first touched: long, on a virtual machine.
/// </summary>
internal static partial class HugePages
{
    private const string Mode = "/sys/kernel/mm/transparent_hugepage/enabled";
    private const string Overcommit = "/proc/sys/vm/overcommit_memory";
    private const int ReadWrite = 3;
    private const int AdviseHugePage = 14;
    private const int AdviseDump = 17;

    /// <summary>Asks once for the part of the heap that was not used yet, up to the memory there is; safe on any thread.</summary>
    /// <returns>
    /// Bytes of address space asked for; 0 where the settings say no, the system has no huge pages, or counts what is reserved as used.
    /// </returns>
    public static long Ask(FulfillmentOptions options)
    {
        if (!options.HugePages || !OperatingSystem.IsLinux() || Read(Mode) is not { } mode || mode.Contains("[never]", StringComparison.Ordinal) || Read(Overcommit) is "2")
        {
            return 0;
        }

        var free = HeapReserve.Find(File.ReadLines("/proc/self/maps"), AddressOnHeap(), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        // The collector opens its reserve in steps of 64 KiB, and keeps the rest out of core dumps: a huge page can come only where
        // the rights and marks of all of it are the same. So they are set beforehand, to what it will set them to.
        var asked = free.Length > 0 && Advise(free.Start, free.Length, AdviseDump) == 0 && Protect(free.Start, free.Length, ReadWrite) == 0
            && Advise(free.Start, free.Length, AdviseHugePage) == 0;
        return asked ? (long)free.Length : 0;
    }

    private static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : null;

    private static unsafe nuint AddressOnHeap()
    {
        var anything = new object();
        return (nuint)(*(void**)Unsafe.AsPointer(ref anything));
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nuint start, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nuint start, nuint length, int rights);
}
