using System.Collections;

namespace Fulfillment.Streams.Generator;

/// <summary>
/// An endless stream of the six topics as a few shops would cause them, in order of arrival: orders with their whole
/// life, parcels with late and repeated scans, stock that runs out, ad reports restated for days, lives and returns.
/// Time is simulated; nothing waits and no clock is read (see <see cref="PacedEvents"/> for a live feed).
/// </summary>
/// <remarks>
/// Each enumeration starts anew and gives the same messages, byte for byte, on every machine: draws and arithmetic are
/// integers, and no culture or map order takes part. Memory is bounded by <see cref="GeneratorOptions.PendingMax"/>.
/// An instance may be shared; an enumerator may not.
/// </remarks>
public sealed class EventGenerator : IEnumerable<GeneratedEvent>
{
    private readonly GeneratorOptions options;

    /// <summary>A stream of these options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its bounds.</exception>
    public EventGenerator(GeneratorOptions options)
    {
        options.Validate();
        this.options = options;
    }

    /// <summary>Starts from the beginning; never ends.</summary>
    public IEnumerator<GeneratedEvent> GetEnumerator()
    {
        using var simulation = new Simulation(options);
        var market = new Market(simulation);
        while (true)
            yield return market.Next();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
