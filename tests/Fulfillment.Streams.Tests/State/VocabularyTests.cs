using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Tests.State;

public sealed class VocabularyTests
{
    [Fact]
    public void The_words_of_the_rules_are_known_from_the_start_and_after_texts_are_replaced()
    {
        var words = new Vocabulary();
        Assert.Equal(["UNPAID", "ON_HOLD", "CANCELLED", "ZZ", "ALL"], Said(words));
        words.Restore([(0, []), (1, "another"u8.ToArray()), (2, "ON_HOLD"u8.ToArray())]);
        Assert.Equal(["UNPAID", "ON_HOLD", "CANCELLED", "ZZ", "ALL"], Said(words));
        Assert.Equal(2, words.OnHold);
    }

    [Fact]
    public void Texts_of_which_one_is_missing_are_refused() => Assert.Equal(
        "Symbol 2 is missing in the snapshot.",
        Assert.Throws<InvalidDataException>(() => new Vocabulary().Restore([(0, []), (2, "a"u8.ToArray())])).Message);

    private static IEnumerable<string> Said(Vocabulary words) =>
        new[] { words.Unpaid, words.OnHold, words.Cancelled, words.UnknownRegion, words.AllRegions }
            .Select(word => System.Text.Encoding.UTF8.GetString(words.Symbols[word]));
}
