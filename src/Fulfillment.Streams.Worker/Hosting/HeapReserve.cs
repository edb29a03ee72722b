using System.Globalization;

namespace Fulfillment.Streams.Worker.Hosting;

/// <summary>Address space the collector keeps for its heap and has not opened yet.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its length in bytes, 0 where there is none.</param>
internal readonly record struct HeapReserve(nuint Start, nuint Length)
{
    private const ulong Least = 1UL << 30; // less is no reserve of a heap
    private const ulong HugePage = 2UL << 20;

    /// <summary>Finds it in a process's memory map: the first large mapping without rights that follows an object's without a gap.</summary>
    /// <param name="maps">The lines of <c>/proc/self/maps</c>.</param>
    /// <param name="address">That of an object.</param>
    /// <param name="most">Bytes wanted at most.</param>
    public static HeapReserve Find(IEnumerable<string> maps, nuint address, long most)
    {
        ulong end = 0;
        foreach (var mapping in maps.Select(Mapping.Parse).SkipWhile(m => address < m.Start || address >= m.End))
        {
            if (!mapping.IsAnonymous || (end != 0 && mapping.Start != end))
            {
                return default;
            }

            if (mapping.HasNoRights && mapping.End - mapping.Start >= Least)
            {
                // Half of it: what lies behind it in memory may have been joined to it, and is not the collector's.
                var length = Math.Min((mapping.End - mapping.Start) / 2, (ulong)most) / HugePage * HugePage;
                return new HeapReserve((nuint)mapping.Start, (nuint)length);
            }

            end = mapping.End;
        }

        return default;
    }

    // start-end rights offset device inode path
    private readonly record struct Mapping(ulong Start, ulong End, bool HasNoRights, bool IsAnonymous)
    {
        public static Mapping Parse(string line)
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var dash = parts[0].IndexOf('-', StringComparison.Ordinal);
            return new Mapping(
                ulong.Parse(parts[0].AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                ulong.Parse(parts[0].AsSpan(dash + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                parts[1] == "---p",
                parts.Length == 5 && parts[4] == "0");
        }
    }
}
