using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Fulfillment.Streams.Worker.Commands.Calc;

/// <summary>Named answers in the order they are shown, as lines for a person or as one JSON object for a script.</summary>
internal sealed class CalcResult
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly List<(string Label, string Text, string Field, Action<Utf8JsonWriter> Write)> _answers = [];

    /// <summary>Adds a number; infinity is shown as never and written as null.</summary>
    /// <param name="field">The JSON field.</param>
    /// <param name="label">What a person reads.</param>
    /// <param name="value">The answer.</param>
    /// <param name="unit">Follows the number for a person.</param>
    public CalcResult Number(string field, string label, double value, string unit = "")
    {
        var text = double.IsFinite(value) ? $"{Readable(value)} {unit}".TrimEnd() : "never";
        _answers.Add((label, text, field, json => Write(json, value)));
        return this;
    }

    /// <summary>Adds a probability, shown in percent and written as 0 to 1.</summary>
    public CalcResult Probability(string field, string label, double value)
    {
        _answers.Add((label, $"{Readable(value * 100)} %", field, json => Write(json, value)));
        return this;
    }

    /// <summary>Adds a series of numbers.</summary>
    public CalcResult Numbers(string field, string label, double[] values)
    {
        _answers.Add((label, string.Join(", ", values.Select(Readable)), field, json =>
        {
            json.WriteStartArray();
            foreach (var value in values)
            {
                Write(json, value);
            }

            json.WriteEndArray();
        }));
        return this;
    }

    /// <summary>Adds a word, written as <paramref name="value"/> and shown as <paramref name="text"/>.</summary>
    public CalcResult Word(string field, string label, string value, string? text = null)
    {
        _answers.Add((label, text ?? value, field, json => json.WriteStringValue(value)));
        return this;
    }

    /// <summary>The answers as one line of JSON; numbers are the shortest that read back to the same double.</summary>
    public string ToJson()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Compact))
        {
            json.WriteStartObject();
            foreach (var (_, _, field, write) in _answers)
            {
                json.WritePropertyName(field);
                write(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>The answers as aligned lines.</summary>
    public IEnumerable<string> ToLines()
    {
        var width = _answers.Max(a => a.Label.Length);
        return _answers.Select(a => $"{a.Label.PadRight(width)}  {a.Text}");
    }

    private static string Readable(double value) => value.ToString("G10", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
