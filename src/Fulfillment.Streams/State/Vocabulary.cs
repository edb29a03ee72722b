namespace Fulfillment.Streams.State;

/// <summary>A lane's symbols, with the numbers of the texts that rules mention.</summary>
public sealed class Vocabulary
{
    /// <summary>A vocabulary that knows only the words of the rules.</summary>
    public Vocabulary()
    {
        Unpaid = Symbols.Of("UNPAID"u8);
        OnHold = Symbols.Of("ON_HOLD"u8);
        Cancelled = Symbols.Of("CANCELLED"u8);
        UnknownRegion = Symbols.Of("ZZ"u8);
        AllRegions = Symbols.Of("ALL"u8);
    }

    /// <summary>All texts of the lane.</summary>
    public Symbols Symbols { get; } = new();

    /// <summary>Order status UNPAID.</summary>
    public int Unpaid { get; }

    /// <summary>Order status ON_HOLD.</summary>
    public int OnHold { get; }

    /// <summary>Order status CANCELLED.</summary>
    public int Cancelled { get; }

    /// <summary>Region ZZ, where an order does not say.</summary>
    public int UnknownRegion { get; }

    /// <summary>Region ALL, the sum over regions.</summary>
    public int AllRegions { get; }
}
