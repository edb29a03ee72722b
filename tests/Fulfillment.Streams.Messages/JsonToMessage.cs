using System.Collections;
using System.Globalization;
using System.Text.Json;
using Fulfillment.Streams.Ingest;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Fulfillment.Streams.Messages;

/// <summary>
/// Writes an event that was written in JSON as a message, with System.Text.Json and Google's library, so that nothing of the
/// engine's own is in it. Takes what these take: no leap seconds, no year 0, at most 7 decimals of a second.
/// </summary>
public static class JsonToMessage
{
    private const long FirstMilliseconds = 100_000_000_000;
    private const int TickDecimals = 7;

    /// <summary>The message, encoded.</summary>
    /// <exception cref="FormatException">A value is written in a way that the framework does not read.</exception>
    /// <exception cref="OverflowException">A number is too large for it.</exception>
    public static byte[] Convert(Topic topic, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Convert(MessageKinds.Of(topic), document.RootElement).ToByteArray();
    }

    /// <summary>The message, encoded; null where the framework does not read the JSON: damaged, two of a name, odd times and numbers.</summary>
    public static byte[]? TryConvert(Topic topic, ReadOnlyMemory<byte> json)
    {
        try
        {
            return Convert(topic, json);
        }
        catch (Exception unread) when (unread is FormatException or OverflowException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static IMessage Convert(MessageDescriptor kind, JsonElement json)
    {
        var message = kind.Parser.ParseFrom([]);
        foreach (var field in kind.Fields.InDeclarationOrder())
        {
            var (name, unit) = MessageKinds.JsonNameOf(field);
            if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (field.IsRepeated)
            {
                var list = (IList)field.Accessor.GetValue(message);
                foreach (var element in value.EnumerateArray())
                {
                    list.Add(field.FieldType == FieldType.Message ? Convert(field.MessageType, element) : Text(element));
                }
            }
            else if (Text(value) is { Length: > 0 } text)
            {
                field.Accessor.SetValue(message, Single(field, unit, value.ValueKind, text));
            }
        }

        return message;
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static object Single(FieldDescriptor field, string unit, JsonValueKind written, string text) => (field.FieldType, unit) switch
    {
        (FieldType.String, _) => text,
        (FieldType.Bool, _) => text is "true" or "1",
        (_, "_ms") when written == JsonValueKind.String => Time(text),
        (_, "_ms") => Whole(text) is var time && time is > -FirstMilliseconds and < FirstMilliseconds ? time * 1000 : time,
        (_, "_micros") => (long)(Number(text) * 1_000_000),
        _ => Whole(text),
    };

    /// <summary>The framework rounds what has more decimals than its ticks, so that is left to others.</summary>
    private static long Time(string text) => text.SkipWhile(c => c != '.').Skip(1).TakeWhile(char.IsAsciiDigit).Count() <= TickDecimals
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()
        : throw new FormatException($"{text} has more than {TickDecimals} decimals.");

    private static long Whole(string text) => (long)Number(text);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
