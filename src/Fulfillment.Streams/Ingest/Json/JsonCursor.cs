using System.Runtime.CompilerServices;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>
/// Walks JSON text forwards, strictly by RFC 8259, and never throws: a method that returns false has said why
/// through <see cref="Fail"/>. The text must be valid UTF-8. Unlike <c>Utf8JsonReader</c> it has no exceptions
/// on bad input (a flood of bad records must not cost a stack unwinding each) and no token state to copy.
/// </summary>
/// <param name="json">The whole text.</param>
/// <param name="at">Where to begin.</param>
/// <param name="depth">Levels of nesting around that place.</param>
internal ref partial struct JsonCursor(ReadOnlySpan<byte> json, int at = 0, int depth = 0)
{
    /// <summary>Levels of nesting taken, the outermost object included.</summary>
    public const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> json = json;
    private int at = at;
    private int depth = depth;

    /// <summary>The first fault, or null.</summary>
    public string? Code { get; private set; }

    /// <summary>Path of the field at fault, where the fault is one of a field.</summary>
    public string? Path { get; private set; }

    /// <summary>The fault as a reject reason.</summary>
    public readonly string Reason => Path is null ? Code! : $"{Code}: {Path}";

    /// <summary>Bytes taken, or begun behind.</summary>
    public readonly int At => at;

    /// <summary>First byte of the next token, or 0 at the end.</summary>
    public byte Peek()
    {
        SkipSpace();
        return at < json.Length ? json[at] : (byte)0;
    }

    /// <summary>
    /// Takes an opening bracket that <see cref="Peek"/> has seen; false if the closing one follows at once (taken
    /// too), or at a fault (see <see cref="Code"/>).
    /// </summary>
    public bool Open(byte close)
    {
        at++;
        if (++depth > MaxDepth)
        {
            return Fail(RejectReason.TooDeep);
        }

        return Peek() != close || More(close);
    }

    /// <summary>After a value: true past a comma; false past the closing bracket, or at a fault (see <see cref="Code"/>).</summary>
    public bool More(byte close)
    {
        var next = Peek();
        at++;
        if (next == (byte)',')
        {
            return true;
        }

        depth--;
        return next != close && Fail(RejectReason.NotJson);
    }

    /// <summary>Whether only white space is left.</summary>
    public bool End() => (Peek() == 0 && at >= json.Length) || Fail(RejectReason.NotJson);

    /// <summary>Takes a property name and its colon. Escapes are left in.</summary>
    public bool Name(out ReadOnlySpan<byte> name, out bool escaped)
    {
        if (Peek() != (byte)'"')
        {
            name = default;
            escaped = false;
            return Fail(RejectReason.NotJson);
        }

        if (!String(out name, out escaped))
        {
            return false;
        }

        if (Peek() != (byte)':')
        {
            return Fail(RejectReason.NotJson);
        }

        at++;
        return true;
    }

    /// <summary>Takes <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public bool Literal(ReadOnlySpan<byte> literal)
    {
        if (!json[at..].StartsWith(literal))
        {
            return Fail(RejectReason.NotJson);
        }

        at += literal.Length;
        return true;
    }

    /// <summary>Notes the first fault; always false.</summary>
    public bool Fail(string code)
    {
        Code ??= code;
        return false;
    }

    /// <summary>Notes that the fault lies under a field or element; outer ones are put in front. Always false.</summary>
    public bool Under(string step)
    {
        // Where the text itself is broken, no field is to blame.
        if (Code is not (RejectReason.NotJson or RejectReason.TooDeep))
        {
            Path = Path is null ? step : Path[0] == '[' ? step + Path : $"{step}.{Path}";
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipSpace()
    {
        // Compact JSON has none, so the loop is out of line.
        if (at < json.Length && json[at] <= (byte)' ')
        {
            SkipSpaceSlow();
        }
    }

    private void SkipSpaceSlow()
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }
    }
}
