using Fulfillment.Streams.Worker.Snapshots;

namespace Fulfillment.Streams.Worker.Tests.Snapshots;

/// <summary>A snapshot is found whole or not at all.</summary>
public sealed class DirectorySnapshotsTests : IDisposable
{
    private readonly TempDirectory _temp = new();
    private readonly List<string> _damaged = [];

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void The_newest_is_loaded_and_two_are_kept()
    {
        var store = new DirectorySnapshots(_temp.Path);
        for (byte i = 1; i <= 5; i++)
        {
            store.Save(3, Snapshot(i));
        }

        Assert.Equal(Bytes(5), store.Load(3, _damaged.Add)!.State.ToArray());
        Assert.Equal("log", store.Load(3, _damaged.Add)!.Source);
        Assert.Equal(2, Files().Length);
        Assert.Null(store.Load(4, _damaged.Add));
        Assert.Empty(_damaged);
    }

    [Fact]
    public void Every_flipped_byte_is_found_and_the_one_before_is_used()
    {
        var store = new DirectorySnapshots(_temp.Path);
        store.Save(0, Snapshot(1));
        store.Save(0, Snapshot(2));
        var path = Files()[^1];
        var whole = File.ReadAllBytes(path);
        for (var i = 0; i < whole.Length; i++)
        {
            var flipped = (byte[])whole.Clone();
            flipped[i] ^= 0x40;
            File.WriteAllBytes(path, flipped);
            Assert.Equal(Bytes(1), store.Load(0, _damaged.Add)!.State.ToArray());
        }

        Assert.Equal(whole.Length, _damaged.Count);
        Assert.All(_damaged, reason => Assert.StartsWith($"Snapshot {path} was passed over:", reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_torn_length_is_found_and_the_one_before_is_used()
    {
        var store = new DirectorySnapshots(_temp.Path);
        store.Save(0, Snapshot(1));
        store.Save(0, Snapshot(2));
        var path = Files()[^1];
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Equal(Bytes(1), store.Load(0, _damaged.Add)!.State.ToArray());
        }
    }

    [Fact]
    public void A_file_that_was_being_written_when_the_process_died_is_not_looked_at()
    {
        var store = new DirectorySnapshots(_temp.Path);
        store.Save(0, Snapshot(1));
        File.WriteAllBytes(Path.Combine(_temp.Path, "lane-0", "0000000002.snapshot.partial"), [1, 2, 3]);

        Assert.Equal(Bytes(1), store.Load(0, _damaged.Add)!.State.ToArray());
        Assert.Empty(_damaged);
    }

    private static byte[] Bytes(byte value) => [.. Enumerable.Repeat(value, 40)];

    private static Snapshot Snapshot(byte value) => new("log", Bytes(value));

    private string[] Files() => [.. Directory.GetFiles(_temp.Path, "*.snapshot", SearchOption.AllDirectories).Order()];
}
