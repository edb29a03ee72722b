using System.Runtime.InteropServices;

namespace Fulfillment.Streams.Events;

/// <summary>One growing buffer that holds the text of a whole batch. Not thread-safe.</summary>
public sealed class Utf8Arena
{
    private byte[] bytes = new byte[1 << 14];

    /// <summary>Bytes in use; setting it back discards what was appended since.</summary>
    public int Used { get; set; }

    /// <summary>The text of a slice; empty for an absent one.</summary>
    public ReadOnlySpan<byte> this[Utf8Slice slice] => slice.Length <= 0 ? default : bytes.AsSpan(slice.Start, slice.Length);

    /// <summary>The first byte of the buffer; stale once the arena has grown.</summary>
    internal ref byte First => ref MemoryMarshal.GetArrayDataReference(bytes);

    /// <summary>Copies text in.</summary>
    public Utf8Slice Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        return Commit(text.Length);
    }

    /// <summary>Room for at least <paramref name="length"/> bytes, to be kept by <see cref="Commit"/>.</summary>
    public Span<byte> Reserve(int length)
    {
        if (Used + length > bytes.Length)
        {
            var larger = GC.AllocateUninitializedArray<byte>(Math.Max(Used + length, bytes.Length * 2));
            bytes.AsSpan(0, Used).CopyTo(larger);
            bytes = larger; // and no pool gets the other: somebody may still read a slice of it
        }

        return bytes.AsSpan(Used);
    }

    /// <summary>Keeps the first <paramref name="length"/> reserved bytes as a slice.</summary>
    public Utf8Slice Commit(int length)
    {
        var slice = new Utf8Slice(Used, length);
        Used += length;
        return slice;
    }
}
