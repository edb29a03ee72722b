using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>One field as the scanner needs it, in a cache line or two.</summary>
internal struct ScanField
{
    /// <summary>Bytes in the longest name, with which its quotes and colon fit into one vector.</summary>
    public const int MaxName = 29;

    private readonly Vector256<byte> name;
    private readonly uint mask;

    public ScanField(string name, ValueShape shape, ScanTarget target)
    {
        if (name.Length is 0 or > MaxName)
        {
            throw new ArgumentException($"The name of a field has 1 to {MaxName} bytes.", nameof(name));
        }

        Span<byte> pattern = stackalloc byte[Vector256<byte>.Count];
        pattern.Clear();
        NameLength = Encoding.UTF8.GetBytes($"\"{name}\":", pattern);
        this.name = Vector256.Create((ReadOnlySpan<byte>)pattern);
        mask = (uint)((1UL << NameLength) - 1);
        Kind = shape.Kind;
        (Min, Max, Unit) = (shape.Min, shape.Max, shape.Unit);
        (Column, Target) = (target.Column, target);
    }

    /// <summary>How its usual values look.</summary>
    public readonly ValueKind Kind;

    /// <summary>Bytes of the name, its quotes and the colon.</summary>
    public readonly int NameLength;

    /// <summary>As in <see cref="ValueShape"/>.</summary>
    public readonly long Min, Max, Unit;

    /// <summary>The column of <see cref="Target"/>.</summary>
    public readonly object? Column;

    /// <summary>Where values go.</summary>
    public readonly ScanTarget Target;

    /// <summary>What followed this field.</summary>
    public Guess Next;

    /// <summary>Whether the name, its quotes and the colon stand at a place with 32 readable bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsAt(ref byte place) =>
        (~Vector256.Equals(Vector256.LoadUnsafe(ref place), name).ExtractMostSignificantBits() & mask) == 0;
}
