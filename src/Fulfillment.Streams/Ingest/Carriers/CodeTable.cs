using System.IO.Hashing;
using System.Text;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Carriers;

/// <summary>
/// Looks codes up without allocating. Letter case, spaces, hyphens and underscores do not count:
/// <c>IN_TRANSIT</c>, <c>InTransit</c> and <c>in transit</c> are one code. Immutable once filled.
/// </summary>
internal sealed class CodeTable
{
    /// <summary>Bytes of the longest code looked up, separators aside.</summary>
    private const int MaxLength = 64;

    private readonly Dictionary<byte[], TrackingStatus> statuses = new(new Comparer());

    /// <summary>Adds a code; false where it is there already with another meaning.</summary>
    public bool Add(string code, TrackingStatus status)
    {
        Span<byte> room = stackalloc byte[MaxLength];
        var key = room[..Fold(Encoding.UTF8.GetBytes(code), room)];
        return statuses.TryAdd(key.ToArray(), status) || statuses[key.ToArray()] == status;
    }

    /// <summary>Finds a code. A number at the end that is not listed is dropped: <c>Exception_099</c> counts as <c>Exception</c>.</summary>
    public bool TryGet(ReadOnlySpan<byte> code, out TrackingStatus status)
    {
        Span<byte> room = stackalloc byte[MaxLength];
        var length = Fold(code, room);
        var lookup = statuses.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(room[..length], out status))
        {
            return true;
        }

        var main = room[..length].TrimEnd("0123456789"u8);
        return length - main.Length == 3 && main.Length > 0 && lookup.TryGetValue(main, out status);
    }

    /// <summary>Writes the code in lower case without separators; gives its length, 0 where it is too long.</summary>
    internal static int Fold(ReadOnlySpan<byte> code, Span<byte> folded)
    {
        var length = 0;
        foreach (var letter in code)
        {
            if (letter is (byte)' ' or (byte)'_' or (byte)'-')
            {
                continue;
            }

            if (length == folded.Length)
            {
                return 0;
            }

            folded[length++] = letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;
        }

        return length;
    }

    private sealed class Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)XxHash3.HashToUInt64(alternate);
    }
}
