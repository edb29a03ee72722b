using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>Strings that hold a number or a time, which are looked at and not kept.</summary>
internal static class NumberText
{
    /// <summary>
    /// Takes a string that <see cref="JsonCursor.Peek"/> has seen. The text is valid until the arena is written
    /// to: escapes (nobody needs them here, but they are JSON) are resolved in its free end.
    /// </summary>
    public static bool Read(scoped ref JsonCursor json, Utf8Arena scratch, out ReadOnlySpan<byte> text)
    {
        if (!json.String(out text, out var escaped))
        {
            return false;
        }

        if (!escaped)
        {
            return true;
        }

        var room = scratch.Reserve(text.Length);
        var length = JsonText.Unescape(text, room);
        text = length < 0 ? default : room[..length];
        return length >= 0 || json.Fail(RejectReason.InvalidUtf8);
    }
}
