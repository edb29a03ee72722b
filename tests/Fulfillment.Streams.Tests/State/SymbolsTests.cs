using System.Text;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Tests.State;

/// <summary>Numbers of texts, asked for again and again and in any order.</summary>
public sealed class SymbolsTests
{
    [Fact]
    public void A_text_keeps_its_number_however_many_come_between()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (random, symbols, numbers) = (new Random(seed), new Symbols(), new Dictionary<string, int> { [""] = Symbols.Empty });
            for (var step = 0; step < 20_000; step++)
            {
                var text = Text(random);
                var number = symbols.Of(Encoding.UTF8.GetBytes(text));

                Assert.Equal(numbers.GetValueOrDefault(text, numbers.Count), number);
                Assert.Equal(text, Encoding.UTF8.GetString(symbols[number]));
                numbers[text] = number;
            }

            Assert.Equal(numbers.Count, symbols.Count);
        }
    }

    [Fact]
    public void After_a_restore_numbers_are_those_of_the_snapshot()
    {
        var symbols = new Symbols();
        foreach (var text in new[] { "CA", "NY", "TX" })
        {
            symbols.Of(Encoding.UTF8.GetBytes(text));
        }

        symbols.Restore([(2, "NY"u8.ToArray()), (0, []), (1, "WA"u8.ToArray())]);

        Assert.Equal((0, 1, 2, 3), (symbols.Of([]), symbols.Of("WA"u8), symbols.Of("NY"u8), symbols.Of("CA"u8)));
    }

    [Fact]
    public void A_snapshot_of_before_any_text_leaves_the_empty_one()
    {
        var symbols = new Symbols();
        symbols.Of("CA"u8);

        symbols.Restore([]);

        Assert.Equal((Symbols.Empty, 1), (symbols.Of([]), symbols.Of("CA"u8)));
        var records = new StateRecords();
        symbols.Write(records);
        Assert.Equal(2, records.Count); // the empty one, too, or the next restore would miss it
    }

    /// <summary>Few and many, short and long, of one beginning and end or of none.</summary>
    private static string Text(Random random) => random.Next(6) switch
    {
        0 => "",
        1 => "ABC"[random.Next(3)].ToString() + "DE"[random.Next(2)],
        2 => $"SKU-{random.Next(40):000}",
        3 => $"same-{random.Next(3000):0000}-same",
        4 => new string('x', random.Next(1, 12)),
        _ => $"{random.Next(5000)}",
    };
}
