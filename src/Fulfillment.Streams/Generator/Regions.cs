namespace Fulfillment.Streams.Generator;

/// <summary>A state as a destination: how many people live there and how far it is from each warehouse.</summary>
/// <param name="Code">Two letters.</param>
/// <param name="Thousands">Resident population in thousands (US Census Bureau estimate of 2023, rounded).</param>
/// <param name="FromWest">Shipping zone, 1 near to 10 far, from a warehouse in southern California.</param>
/// <param name="FromEast">The same from New Jersey.</param>
internal readonly record struct Region(string Code, int Thousands, int FromWest, int FromEast);

/// <summary>The states and the District of Columbia, drawn by population.</summary>
internal static class Regions
{
    public static readonly Region[] All =
    [
        new("CA", 38965, 1, 8), new("TX", 30503, 6, 6), new("FL", 22611, 8, 5), new("NY", 19571, 8, 1),
        new("PA", 12962, 8, 2), new("IL", 12550, 7, 4), new("OH", 11786, 7, 3), new("GA", 11029, 7, 4),
        new("NC", 10835, 8, 4), new("MI", 10037, 7, 4), new("NJ", 9291, 8, 1), new("VA", 8716, 8, 3),
        new("WA", 7813, 4, 8), new("AZ", 7431, 2, 8), new("TN", 7126, 7, 4), new("MA", 7001, 8, 2),
        new("IN", 6862, 7, 4), new("MO", 6196, 6, 5), new("MD", 6180, 8, 2), new("WI", 5911, 7, 4),
        new("CO", 5878, 4, 7), new("MN", 5738, 6, 5), new("SC", 5374, 8, 4), new("AL", 5108, 7, 5),
        new("LA", 4574, 6, 6), new("KY", 4526, 7, 4), new("OR", 4233, 4, 8), new("OK", 4054, 5, 6),
        new("CT", 3617, 8, 1), new("UT", 3418, 3, 8), new("IA", 3207, 6, 5), new("NV", 3194, 2, 8),
        new("AR", 3068, 6, 5), new("KS", 2941, 5, 6), new("MS", 2940, 7, 5), new("NM", 2114, 3, 7),
        new("NE", 1978, 5, 6), new("ID", 1965, 3, 8), new("WV", 1770, 8, 3), new("HI", 1435, 9, 10),
        new("NH", 1402, 8, 2), new("ME", 1396, 8, 3), new("MT", 1133, 4, 8), new("RI", 1096, 8, 2),
        new("DE", 1032, 8, 1), new("SD", 919, 5, 6), new("ND", 784, 6, 6), new("AK", 733, 9, 10),
        new("DC", 679, 8, 2), new("VT", 647, 8, 2), new("WY", 584, 4, 7),
    ];

    public static readonly WeightedChoice ByPopulation = new(All.Select(r => (long)r.Thousands));
}
