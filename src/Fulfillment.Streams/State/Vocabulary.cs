namespace Fulfillment.Streams.State;

/// <summary>A lane's symbols, with the numbers of the texts that rules mention.</summary>
public sealed class Vocabulary
{
    /// <summary>A vocabulary that knows only the words of the rules.</summary>
    public Vocabulary() => FindWords();

    /// <summary>All texts of the lane.</summary>
    public Symbols Symbols { get; } = new();

    /// <summary>Replaces all texts by those of a snapshot; the words of the rules keep a number, if another.</summary>
    internal void Restore(IEnumerable<(int Number, byte[] Text)> texts)
    {
        Symbols.Restore(texts);
        FindWords();
    }

    private void FindWords()
    {
        Unpaid = Symbols.Of("UNPAID"u8);
        OnHold = Symbols.Of("ON_HOLD"u8);
        Cancelled = Symbols.Of("CANCELLED"u8);
        UnknownRegion = Symbols.Of("ZZ"u8);
        AllRegions = Symbols.Of("ALL"u8);
    }

    /// <summary>Order status UNPAID.</summary>
    public int Unpaid { get; private set; }

    /// <summary>Order status ON_HOLD.</summary>
    public int OnHold { get; private set; }

    /// <summary>Order status CANCELLED.</summary>
    public int Cancelled { get; private set; }

    /// <summary>Region ZZ, where an order does not say.</summary>
    public int UnknownRegion { get; private set; }

    /// <summary>Region ALL, the sum over regions.</summary>
    public int AllRegions { get; private set; }
}
