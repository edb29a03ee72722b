using System.Runtime.InteropServices;
using System.Text;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>Strings as C sees them: an array of pointers to NUL-terminated UTF-8 and an array of lengths. Dispose after the call.</summary>
internal sealed unsafe class Utf8Arguments : IDisposable
{
    /// <summary>Copies <paramref name="strings"/> out of the managed heap.</summary>
    public Utf8Arguments(IReadOnlyCollection<string> strings)
    {
        Count = strings.Count;
        Pointers = (byte**)NativeMemory.AllocZeroed((nuint)Math.Max(Count, 1), (nuint)sizeof(byte*));
        Lengths = (nuint*)NativeMemory.AllocZeroed((nuint)Math.Max(Count, 1), (nuint)sizeof(nuint));
        var index = 0;
        foreach (var text in strings)
        {
            var length = Encoding.UTF8.GetByteCount(text);
            var copy = (byte*)NativeMemory.Alloc((nuint)length + 1);
            Encoding.UTF8.GetBytes(text, new Span<byte>(copy, length));
            copy[length] = 0;
            Pointers[index] = copy;
            Lengths[index++] = (nuint)length;
        }
    }

    /// <summary>Number of strings.</summary>
    public int Count { get; }

    /// <summary>One pointer a string.</summary>
    public byte** Pointers { get; private set; }

    /// <summary>One length a string, in bytes, without the final NUL.</summary>
    public nuint* Lengths { get; private set; }

    /// <summary>Frees the copies; calling it again does nothing.</summary>
    public void Dispose()
    {
        if (Pointers is null)
        {
            return;
        }

        for (var index = 0; index < Count; index++)
        {
            NativeMemory.Free(Pointers[index]);
        }

        NativeMemory.Free(Pointers);
        NativeMemory.Free(Lengths);
        Pointers = null;
        Lengths = null;
    }
}
