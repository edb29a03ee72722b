using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>A property's name with its quotes and colon, confirmed at a place by one comparison.</summary>
internal readonly struct ScanName
{
    /// <summary>Bytes in the longest name, with which its quotes and colon fit into one vector.</summary>
    public const int MaxLength = 29;

    private readonly Vector256<byte> bytes;
    private readonly uint mask;

    public ScanName(string name)
    {
        if (name.Length is 0 or > MaxLength)
        {
            throw new ArgumentException($"The name of a field has 1 to {MaxLength} bytes.", nameof(name));
        }

        Span<byte> pattern = stackalloc byte[Vector256<byte>.Count];
        pattern.Clear();
        Length = Encoding.UTF8.GetBytes($"\"{name}\":", pattern);
        bytes = Vector256.Create((ReadOnlySpan<byte>)pattern);
        mask = (uint)((1UL << Length) - 1);
    }

    /// <summary>Bytes of the name, its quotes and the colon.</summary>
    public int Length { get; }

    /// <summary>Whether it stands at a place with 32 readable bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(ref byte place) => (~Vector256.Equals(Vector256.LoadUnsafe(ref place), bytes).ExtractMostSignificantBits() & mask) == 0;
}
