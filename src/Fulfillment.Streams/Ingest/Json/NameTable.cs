using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>
/// Finds a property name among a few known ones: one multiplication, one load, one comparison. The multiplier is
/// searched when the table is made, so that no two known names share a slot. Immutable.
/// </summary>
internal sealed class NameTable
{
    /// <summary>Bytes in the longest name a table takes.</summary>
    public const int MaxLength = 32;

    private const int Slots = 256;
    private readonly byte[][] names;
    private readonly sbyte[] slots = new sbyte[Slots];
    private readonly ulong multiplier;

    /// <summary>Takes at most 64 different names of 1 to <see cref="MaxLength"/> bytes.</summary>
    public NameTable(IReadOnlyList<string> names)
    {
        this.names = [.. names.Select(Encoding.UTF8.GetBytes)];
        if (this.names.Any(name => name.Length is 0 or > MaxLength) || names.Distinct().Count() != names.Count)
        {
            throw new ArgumentException($"Property names are different and have 1 to {MaxLength} bytes.", nameof(names));
        }

        // The golden ratio as a start, even steps from there (it stays odd): the same table in every process.
        multiplier = 0x9E37_79B9_7F4A_7C15;
        while (!TryFill())
        {
            multiplier += 0x2545_F491_4F6C_DD1E;
        }
    }

    /// <summary>Index of a name among those the table was made of, or −1.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        var index = slots[Slot(name)];
        return index >= 0 && name.SequenceEqual(names[index]) ? index : -1;
    }

    private bool TryFill()
    {
        Array.Fill(slots, (sbyte)-1);
        for (var i = 0; i < names.Length; i++)
        {
            ref var slot = ref slots[Slot(names[i])];
            if (slot >= 0)
            {
                return false;
            }

            slot = (sbyte)i;
        }

        return true;
    }

    private int Slot(ReadOnlySpan<byte> name) => (int)((Key(name) * multiplier) >> 56);

    /// <summary>Length, the first and the last bytes of a name, mixed.</summary>
    private static ulong Key(ReadOnlySpan<byte> name)
    {
        ulong first, last;
        if (name.Length >= 8)
        {
            first = MemoryMarshal.Read<ulong>(name);
            last = MemoryMarshal.Read<ulong>(name[^8..]);
        }
        else if (name.Length >= 4)
        {
            first = MemoryMarshal.Read<uint>(name);
            last = MemoryMarshal.Read<uint>(name[^4..]);
        }
        else
        {
            first = name.Length == 0 ? 0UL : name[0];
            last = name.Length == 0 ? 0UL : ((ulong)name[^1] << 8) | name[name.Length / 2];
        }

        return first ^ BitOperations.RotateLeft(last, 23) ^ ((ulong)name.Length << 59);
    }
}
