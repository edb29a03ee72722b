using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>The values of one column on their way from RowBinary to the Native format. Keeps its memory. Not thread-safe.</summary>
internal sealed class NativeColumn
{
    private const int ContinuesLength = 0x80;
    private const int LongestLength = 5; // bytes of the length of a text

    private readonly byte[] _head;
    private readonly int _width;
    private readonly bool _isNullable;
    private byte[] _values = new byte[1 << 10];
    private byte[] _nulls = [];
    private int _used;
    private int _nullsUsed;

    private NativeColumn(string name, string type, int width, bool isNullable)
    {
        (_width, _isNullable) = (width, isNullable);
        using var head = new MemoryStream();
        NativeHeads.WriteColumn(head, name, width == NativeTypes.Text ? "String" : type);
        _head = head.ToArray();
    }

    /// <summary>Bytes of what <see cref="Write"/> writes.</summary>
    public int Length => _head.Length + _nullsUsed + _used;

    /// <summary>A column; null where its type is none of those that tables of rows have.</summary>
    public static NativeColumn? Of(string name, string type)
    {
        var isNullable = NativeTypes.IsNullable(type, out var inner);
        return NativeTypes.WidthOf(inner) is { } width && !(isNullable && width == NativeTypes.Text)
            ? new NativeColumn(name, type, width, isNullable)
            : null;
    }

    /// <summary>Forgets all values.</summary>
    public void Clear() => (_used, _nullsUsed) = (0, 0);

    /// <summary>Takes the value that begins at a place.</summary>
    /// <returns>Where the next begins.</returns>
    /// <exception cref="InvalidDataException">The rows end within it.</exception>
    public int Take(ReadOnlySpan<byte> rows, int at)
    {
        if (_width == NativeTypes.Text)
        {
            return TakeText(rows, at);
        }

        if (!_isNullable)
        {
            return TakeFixed(rows, at);
        }

        if (at == rows.Length)
        {
            throw EndsEarly();
        }

        if (_nullsUsed == _nulls.Length)
        {
            Array.Resize(ref _nulls, Math.Max(1 << 10, 2 * _nullsUsed));
        }

        var mark = rows[at++];
        _nulls[_nullsUsed++] = mark;
        if (mark == 0)
        {
            return TakeFixed(rows, at);
        }

        var under = Room(_width);
        _values.AsSpan(under, _width).Clear(); // there is a value under each mark, which nobody reads
        return at;
    }

    /// <summary>Writes name, type and all values.</summary>
    public void Write(Span<byte> to)
    {
        _head.CopyTo(to);
        _nulls.AsSpan(0, _nullsUsed).CopyTo(to[_head.Length..]);
        _values.AsSpan(0, _used).CopyTo(to[(_head.Length + _nullsUsed)..]);
    }

    private int TakeFixed(ReadOnlySpan<byte> rows, int at)
    {
        if (rows.Length - at < _width)
        {
            throw EndsEarly();
        }

        var to = Room(_width);
        switch (_width)
        {
            case sizeof(ulong):
                Copy<ulong>(rows, at, to);
                break;
            case sizeof(uint):
                Copy<uint>(rows, at, to);
                break;
            case sizeof(byte):
                Copy<byte>(rows, at, to);
                break;
            default:
                rows.Slice(at, _width).CopyTo(_values.AsSpan(to));
                break;
        }

        return at + _width;
    }

    /// <summary>Both formats write a text alike: its length, seven bits a byte, and its bytes.</summary>
    private int TakeText(ReadOnlySpan<byte> rows, int at)
    {
        ulong length = 0;
        var next = at;
        for (var bits = 0; ; bits += 7)
        {
            if (next == rows.Length || next - at == LongestLength)
            {
                throw EndsEarly();
            }

            var part = rows[next++];
            length |= (ulong)(part & (ContinuesLength - 1)) << bits;
            if (part < ContinuesLength)
            {
                break;
            }
        }

        if (length > (ulong)(rows.Length - next))
        {
            throw EndsEarly();
        }

        var all = next - at + (int)length;
        var to = Room(all);
        if (all <= Vector128<byte>.Count && rows.Length - at >= Vector128<byte>.Count && _values.Length - to >= Vector128<byte>.Count)
        {
            Copy<Vector128<byte>>(rows, at, to); // what is too much is overwritten by the next, or not of the column
        }
        else
        {
            rows.Slice(at, all).CopyTo(_values.AsSpan(to));
        }

        return at + all;
    }

    /// <summary>Makes room and says where.</summary>
    private int Room(int length)
    {
        var at = _used;
        if (_values.Length - at < length)
        {
            Array.Resize(ref _values, Math.Max(2 * _values.Length, at + length));
        }

        _used = at + length;
        return at;
    }

    /// <summary>Copies what both ends were seen to have room for.</summary>
    private void Copy<T>(ReadOnlySpan<byte> rows, int at, int to)
        where T : struct =>
        Unsafe.WriteUnaligned(
            ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), to),
            Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), at)));

    private static InvalidDataException EndsEarly() => new("The last row ends early.");
}
