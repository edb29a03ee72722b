using System.Text.Json;

namespace Fulfillment.Streams.Worker.Demo;

/// <summary>
/// How far the generated shop has got, kept in the store. The generator is deterministic, so its beginning and a count are
/// all it takes to go on; what was appended after the last save comes again and is counted as repeated.
/// </summary>
/// <param name="Seed">Seed of the market.</param>
/// <param name="Start">When the market began, Unix milliseconds.</param>
/// <param name="Shops">Number of shops.</param>
/// <param name="Skus">SKUs per shop.</param>
/// <param name="EventsPerDay">Rate.</param>
/// <param name="Count">Events appended.</param>
internal sealed record DemoPosition(long Seed, long Start, int Shops, int Skus, long EventsPerDay, long Count)
{
    public static DemoPosition? Load(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<DemoPosition>(File.ReadAllText(path)) : null;

    public void Save(string path)
    {
        File.WriteAllText(path + ".partial", JsonSerializer.Serialize(this));
        File.Move(path + ".partial", path, overwrite: true);
    }
}
