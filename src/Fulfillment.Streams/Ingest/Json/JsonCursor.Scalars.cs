using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fulfillment.Streams.Ingest.Json;

/// <content>Strings and numbers.</content>
internal ref partial struct JsonCursor
{
    /// <summary>Takes a string whose quote <see cref="Peek"/> has seen; gives what stands between the quotes, escapes left in.</summary>
    public bool String(out ReadOnlySpan<byte> raw, out bool escaped)
    {
        escaped = false;
        raw = default;
        var start = ++at;
        while (true)
        {
            at = NextSpecial(at);
            if (at >= json.Length)
            {
                return Fail(RejectReason.NotJson);
            }

            if (json[at] == (byte)'"')
            {
                raw = json[start..at++];
                return true;
            }

            escaped = true;
            if (!Escape())
            {
                return Fail(RejectReason.NotJson);
            }
        }
    }

    /// <summary>Takes a number whose first byte <see cref="Peek"/> has seen.</summary>
    /// <param name="token">Its text.</param>
    /// <param name="integer">Whether it has neither fraction nor exponent.</param>
    public bool Number(out ReadOnlySpan<byte> token, out bool integer)
    {
        var start = at;
        if (json[at] == (byte)'-')
        {
            at++;
        }

        integer = true;
        var first = at;
        var sound = Digits() && (json[first] != (byte)'0' || at == first + 1);
        if (sound && at < json.Length && json[at] == (byte)'.')
        {
            integer = false;
            at++;
            sound = Digits();
        }

        if (sound && at < json.Length && (json[at] | 0x20) == (byte)'e')
        {
            integer = false;
            at++;
            if (at < json.Length && json[at] is (byte)'+' or (byte)'-')
            {
                at++;
            }

            sound = Digits();
        }

        token = json[start..at];
        return sound || Fail(RejectReason.NotJson);
    }

    private bool Digits()
    {
        var start = at;
        while (at < json.Length && (uint)(json[at] - '0') <= 9)
        {
            at++;
        }

        return at > start;
    }

    /// <summary>Steps over one escape; false where it is none, and at a control character.</summary>
    private bool Escape()
    {
        if (json[at] != (byte)'\\' || at + 1 >= json.Length)
        {
            return false;
        }

        switch (json[at + 1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                at += 2;
                return true;
            case (byte)'u':
                for (var digit = at + 2; digit < at + 6; digit++)
                {
                    if (digit >= json.Length || !char.IsAsciiHexDigit((char)json[digit]))
                    {
                        return false;
                    }
                }

                at += 6;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Index of the next quote, backslash or control character, or the end.</summary>
    private readonly int NextSpecial(int from)
    {
        // Names and most values are shorter than 16 bytes: one load decides.
        ref var first = ref MemoryMarshal.GetReference(json);
        while (from + Vector128<byte>.Count <= json.Length)
        {
            var block = Vector128.LoadUnsafe(ref first, (nuint)from);
            var special = Vector128.Equals(block, Vector128.Create((byte)'"'))
                | Vector128.Equals(block, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(block, Vector128.Create((byte)' '));
            var mask = special.ExtractMostSignificantBits();
            if (mask != 0)
            {
                return from + BitOperations.TrailingZeroCount(mask);
            }

            from += Vector128<byte>.Count;
        }

        while (from < json.Length && json[from] is >= (byte)' ' and not ((byte)'"' or (byte)'\\'))
        {
            from++;
        }

        return from;
    }
}
