using System.Globalization;
using System.Text;

namespace Fulfillment.Streams.Tests.Ingest.Json.Scan;

/// <summary>JSON values at random: mostly what a field of that name takes, now and then anything else.</summary>
internal sealed class RandomValue(Random random)
{
    private static readonly string[] Fractions =
        ["unit_price", "spend", "gmv", "lead_time_days", "lead_time_sd_days", "unit_cost", "refund_amount", "expected_spend", "uplift"];

    private static readonly string[] Wholes = ["quantity", "handling_days", "impressions", "clicks", "conversions", "revision", "on_hand"];

    private static readonly string[] Times =
        ["event_time", "create_time", "paid_time", "release_time", "tts_sla_time", "delivery_sla_time", "hour", "eta", "starts_at", "ends_at"];

    private static readonly string[] Odd =
    [
        "null", "true", "false", "0", "1", "-0", "\"\"", "\" \"", "{}", "[]", "[[]]", "{\"a\":[1,{}]}", "nul", "\"true\"", "1e2", "NaN", "'x'", "",
        "[\"a\",]", "[{}]", "[null]", "\"\\u0041\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"\\\"\"", "\"\\x\"", "\"a\tb\"", "\"\u00e9\"", "\"\\", "-",
    ];

    /// <summary>How seldom values are odd: 1 is often, more is that much less.</summary>
    public int Calm { get; set; } = 1;

    /// <summary>True once in so many times, and the more seldom the calmer it is.</summary>
    public bool OnceIn(int times) => random.Next(times * Calm) == 0;

    /// <summary>A value for a field that is no array.</summary>
    public string For(string field)
    {
        if (OnceIn(24))
        {
            return Odd[random.Next(Odd.Length)];
        }

        return field switch
        {
            "region" => OnceIn(4) ? Pick("\"ca\"", "\" TX\"", "\"\"", "\"C\"", "\"CAL\"", "\"C9\"", "\"[Z\"", "\"@Z\"", "\"\u00e9\"", "\"NY \"") : "\"CA\"",
            "is_sample" or "cancelled" => OnceIn(3) ? Pick("2", "01", "truE", "falsy", "null") : Pick("true", "false", "0", "1"),
            _ when Fractions.Contains(field) => Number(random.Next(2) == 0),
            _ when Wholes.Contains(field) => Number(OnceIn(8)),
            _ when Times.Contains(field) => Time(),
            _ => Text(),
        };
    }

    /// <summary>A string, seldom a number.</summary>
    public string Text() => random.Next(30 * Calm) switch
    {
        0 => Number(),
        1 => '"' + new string('x', random.Next(1000, 1050)) + '"',
        2 => '"' + new string('y', random.Next(1, 40)) + Pick("\\n", "\\/", "\\u00e9", "\\\\", "\\", "\u00e9", "\u4e2d\u6587", "\ud83d\ude00", "\u007f", "\u0001") + "z\"",
        3 => "\"CANCEL\"",
        4 => Pick("\"DELIVERED\"", "\"D\"", "\"USPS\"", "\"UPS Ground\"", "\"Delivered_001\""),
        5 or 6 when random.Next(40) == 0 => '"' + new string('w', random.Next(1, 200_000)) + '"',
        _ => '"' + Letters(random.Next(1, 70)) + '"',
    };

    /// <summary>A number, in quotes or not.</summary>
    public string Number(bool isFraction = false)
    {
        var number = new StringBuilder();
        number.Append(OnceIn(12) ? Pick("-", "+", "0", "00", "-0", ".", " ") : "");
        number.Append(OnceIn(10) ? Figures(random.Next(0, 24)) : random.Next(4000).ToString(CultureInfo.InvariantCulture));
        if (isFraction)
        {
            number.Append('.').Append(Figures(OnceIn(6) ? random.Next(0, 12) : random.Next(1, 7)));
        }

        number.Append(OnceIn(12) ? Pick("e1", "E-1", "e+2", "e", "e400", "e-400", "0000000", " ", "x", ".") : "");
        return random.Next(2) == 0 ? number.ToString() : $"\"{number}\"";
    }

    /// <summary>A time, sound for the most part.</summary>
    public string Time()
    {
        switch (random.Next(14 * Calm))
        {
            case 0:
                return Figures(random.Next(8, 16));
            case 1:
                return Pick("177285600", "1772856000", "1772856000123", "-1772856000", "1772856000.5", "1.772856e9", "0", "99999999999", "100000000000");
            case 2:
                return Pick(
                    "\"2026-02-29T00:00:00Z\"", "\"2024-02-29T23:59:59Z\"", "\"2026-06-30T23:59:60Z\"", "\"2026-04-31T00:00:00Z\"", "\"0000-03-01T00:00:00Z\"",
                    "\"1999-12-31T23:59:59.999Z\"", "\"2000-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.999Z\"", "\"0001-01-01T00:00:00Z\"", "\"2026-13-01T00:00:00Z\"");
        }

        var time = DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(946_684_800_000 - 100_000_000, 1_773_316_800_000));
        var text = time.ToString(Pick("yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.fff", "yyyy-MM-dd'T'HH:mm:ss.FF"), CultureInfo.InvariantCulture);
        text += OnceIn(8) ? Pick("z", "+00:00", "-07:00", "+05:30", ".Z", ".123456Z", "", "ZZ", " Z") : "Z";
        text = OnceIn(20) ? text.Replace('T', random.Next(2) == 0 ? 't' : ' ') : text;
        return $"\"{text}\"";
    }

    /// <summary>Any value that nobody asked for.</summary>
    public string Unknown() => random.Next(4) switch
    {
        0 => Pick("{\"b\":[1,2,{\"c\":null}],\"d\":\"}\"}", "[[],[\"]\"]]", "[1, 2]", "{\"a\":1,}", "[1 2]", "-1.5e+3", "01", "1."),
        1 => Odd[random.Next(Odd.Length)],
        2 => Number(),
        _ => Text(),
    };

    private string Pick(params string[] from) => from[random.Next(from.Length)];

    private string Letters(int count) => string.Create(count, random, static (letters, random) =>
    {
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = "abcdefghijklmnopqrstuvwxyz-0123456789_ABC:,{}[] "[random.Next(48)];
        }
    });

    private string Figures(int count) => string.Create(count, random, static (figures, random) =>
    {
        for (var i = 0; i < figures.Length; i++)
        {
            figures[i] = (char)('0' + random.Next(10));
        }
    });
}
