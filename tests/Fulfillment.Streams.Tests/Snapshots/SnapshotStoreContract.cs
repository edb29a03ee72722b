using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Snapshots;

/// <summary>
/// What every <see cref="ISnapshotStore"/> must do. Each adapter's tests derive from it, and so run it on the adapter; this
/// file is part of their projects.
/// </summary>
public abstract class SnapshotStoreContract
{
    private const int MiB = 1 << 20;
    private static int lanes;
    private readonly int lane = Interlocked.Increment(ref lanes);

    /// <summary>The store, as another worker opens it: the same place every time.</summary>
    protected abstract ISnapshotStore Open();

    [Fact]
    public async Task A_lane_nobody_used_has_no_blobs_and_epoch_0()
    {
        var store = Open();

        Assert.Equal(0u, await store.LastEpochAsync(lane, default));
        Assert.Empty(await store.NamesAsync(lane, default));
        Assert.Null(await store.GetAsync(lane, "1-base", default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(MiB - 1)]
    [InlineData(MiB)]
    [InlineData(MiB + 1)]
    [InlineData((9 * MiB) + 7)]
    [InlineData(64 * MiB)]
    public async Task Another_worker_reads_a_blob_as_it_was_written_in_whatever_pieces(int length)
    {
        var random = new Random(length);
        var bytes = new byte[length];
        random.NextBytes(bytes);

        await Open().PutAsync(lane, "00000001-base.0", Pieces(bytes, random), default);

        Assert.Equal(["00000001-base.0"], await Open().NamesAsync(lane, default));
        Assert.True(Same(bytes, await Open().GetAsync(lane, "00000001-base.0", default)));
        var content = new byte[length];
        Assert.True(await Open().TryReadAsync(lane, "00000001-base.0", content, default));
        Assert.True(Same(bytes, content));
    }

    [Fact]
    public async Task A_blob_is_not_read_into_memory_of_another_length_nor_one_there_is_none_of()
    {
        var store = Open();
        await store.PutAsync(lane, "a", [new byte[5]], default);

        Assert.False(await store.TryReadAsync(lane, "a", new byte[4], default));
        Assert.False(await store.TryReadAsync(lane, "a", new byte[6], default));
        Assert.False(await store.TryReadAsync(lane, "b", new byte[5], default));
        Assert.False(await store.TryReadAsync(lane, "b", Memory<byte>.Empty, default));
        Assert.True(await store.TryReadAsync(lane, "a", new byte[5], default));
        await store.DeleteAsync(lane, ["a"], default);
        Assert.False(await store.TryReadAsync(lane, "a", new byte[5], default));
    }

    [Fact]
    public async Task The_newest_of_several_blobs_of_one_name_is_the_one()
    {
        foreach (var length in new[] { 5, 3 * MiB, 0, 17 })
        {
            await Open().PutAsync(lane, "a", [new byte[length]], default);

            Assert.Equal(["a"], await Open().NamesAsync(lane, default));
            Assert.Equal(length, (await Open().GetAsync(lane, "a", default))!.Length);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Several_blobs_are_read_at_once_in_the_order_asked_for_null_where_there_is_none(bool isListedBefore)
    {
        var (writer, reader) = (Open(), Open());
        if (isListedBefore)
        {
            await writer.PutAsync(lane, "a", [new byte[9]], default);
            await reader.NamesAsync(lane, default); // what is written after it is found all the same
        }

        foreach (var (name, length) in new[] { ("c", 5), ("empty", 0), ("large", (2 * MiB) + 1), ("a", 7), ("b", 1) })
        {
            await writer.PutAsync(lane, name, [Enumerable.Repeat((byte)name[0], length).ToArray()], default);
        }

        var found = await reader.GetAsync(lane, ["large", "a", "never", "empty", "c"], default);

        Assert.Equal([(2 * MiB) + 1, 7, null, 0, 5], found.Select(b => b?.Length));
        Assert.Equal("la c", string.Concat(new[] { found[0]![^1], found[1]![0], (byte)' ', found[4]![0] }.Select(b => (char)b)));
        Assert.Empty(await reader.GetAsync(lane, [], default));
    }

    [Fact]
    public async Task Deleted_blobs_are_gone_and_names_that_do_not_exist_are_passed_over()
    {
        var store = Open();
        foreach (var name in new[] { "a", "b", "b", "b.c", "d" })
        {
            await store.PutAsync(lane, name, [new byte[3]], default);
        }

        await store.DeleteAsync(lane, ["b", "d", "never"], default);
        await store.DeleteAsync(lane, ["b"], default);

        Assert.Equal(["a", "b.c"], (await store.NamesAsync(lane, default)).Order(StringComparer.Ordinal));
        Assert.Null(await store.GetAsync(lane, "b", default));
        await store.PutAsync(lane, "b", [new byte[4]], default);
        Assert.Equal(4, (await store.GetAsync(lane, "b", default))!.Length);
    }

    [Fact]
    public async Task Lanes_know_nothing_of_each_other()
    {
        var store = Open();
        var other = Interlocked.Increment(ref lanes);
        await store.PutAsync(lane, "a", [new byte[1]], default);
        await store.PutAsync(other, "a", [new byte[2]], default);
        Assert.True(await store.TryClaimAsync(lane, 5, default));

        Assert.Equal(0u, await store.LastEpochAsync(other, default));
        await store.DeleteAsync(other, ["a"], default);
        Assert.Single((await store.GetAsync(lane, "a", default))!);
    }

    [Fact]
    public async Task An_epoch_is_given_once_and_the_highest_is_remembered()
    {
        Assert.True(await Open().TryClaimAsync(lane, 3, default));
        Assert.True(await Open().TryClaimAsync(lane, uint.MaxValue - 1, default));

        Assert.False(await Open().TryClaimAsync(lane, 3, default));
        Assert.False(await Open().TryClaimAsync(lane, 4, default));
        Assert.False(await Open().TryClaimAsync(lane, uint.MaxValue - 1, default));
        Assert.Equal(uint.MaxValue - 1, await Open().LastEpochAsync(lane, default));
    }

    [Fact]
    public async Task Of_all_who_ask_for_one_epoch_at_once_at_most_one_is_told_true()
    {
        var askers = Enumerable.Range(0, 6).Select(_ => Open()).ToArray();
        for (uint epoch = 1; epoch <= 25; epoch++)
        {
            var asked = epoch;
            var told = await Task.WhenAll(askers.Select(a => Task.Run(() => a.TryClaimAsync(lane, asked, default))));

            Assert.True(told.Count(t => t) <= 1, $"{told.Count(t => t)} have epoch {epoch}");
            Assert.False(await askers[0].TryClaimAsync(lane, epoch, default));
            Assert.Equal(epoch, await askers[1].LastEpochAsync(lane, default));
        }
    }

    [Fact]
    public async Task Workers_that_go_on_asking_for_higher_epochs_all_get_one_of_their_own()
    {
        var got = await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() => InsistAsync(Open(), new Random(seed)))));

        Assert.Equal(got.Length, got.Distinct().Count());
        Assert.All(got, epoch => Assert.InRange(epoch, 1u, 200u));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_put_that_was_cancelled_is_found_whole_or_not_at_all_and_never_instead_of_a_later_one(int seed)
    {
        var random = new Random(seed);
        var store = Open();
        var (written, blobs) = (0, new List<byte[]?> { null });
        for (var version = 1; version <= 12; version++)
        {
            var blob = new byte[1 + random.Next(12 * MiB)];
            blob.AsSpan().Fill((byte)version);
            blobs.Add(blob);
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(60)));
            var put = store.PutAsync(lane, "a", Pieces(blob, random), cancel.Token);
            await put.ContinueWith(_ => { }, TaskScheduler.Default);
            written = put.IsCompletedSuccessfully ? version : written;

            var found = await Open().GetAsync(lane, "a", default);

            var which = found?[0] ?? 0; // one given up before may have arrived meanwhile
            Assert.InRange(which, written, version);
            Assert.True(Same(blobs[which], found), $"version {which} was found in part");
        }
    }

    [Fact]
    public async Task Who_reads_while_a_blob_is_replaced_gets_one_of_the_two_whole()
    {
        await Open().PutAsync(lane, "a", [Version(0)], default);
        var writing = Task.Run(async () =>
        {
            for (var version = 1; version <= 15; version++)
            {
                await Open().PutAsync(lane, "a", [Version(version)], default);
            }
        });

        var newest = 0;
        do
        {
            if (await ReadAsync(Open()) is { } found)
            {
                Assert.True(found[0] >= newest, $"version {found[0]} was read after {newest}");
                newest = found[0];
                Assert.True(Same(Version(newest), found), $"version {newest} was read in part");
            }
        }
        while (!writing.IsCompleted);
        await writing;
        Assert.True(Same(Version(15), await Open().GetAsync(lane, "a", default)));

        static byte[] Version(int version) => [.. Enumerable.Repeat((byte)version, (version * 100_000) + 1)];
    }

    [Fact]
    public async Task Blobs_written_and_deleted_at_once_do_not_disturb_each_other()
    {
        var store = Open();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Task.Run(async () =>
        {
            await store.PutAsync(lane, $"kept-{n}", [new byte[n]], default);
            await store.PutAsync(lane, $"gone-{n}", [new byte[n]], default);
            await store.DeleteAsync(lane, [$"gone-{n}"], default);
        })));

        Assert.Equal(
            Enumerable.Range(0, 12).Select(n => $"kept-{n}").Order(StringComparer.Ordinal),
            (await store.NamesAsync(lane, default)).Order(StringComparer.Ordinal));
    }

    private static bool Same(byte[]? expected, byte[]? found) =>
        expected is null ? found is null : found is not null && expected.AsSpan().SequenceEqual(found);

    private static List<ReadOnlyMemory<byte>> Pieces(byte[] bytes, Random random)
    {
        var pieces = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(random.Next(bytes.Length / 3 + 2), bytes.Length - at);
            pieces.Add(bytes.AsMemory(at, length));
            at += length;
        }

        return pieces;
    }

    private async Task<uint> InsistAsync(ISnapshotStore store, Random random)
    {
        while (true)
        {
            var epoch = await store.LastEpochAsync(lane, default) + 1;
            if (await store.TryClaimAsync(lane, epoch, default))
            {
                return epoch;
            }

            await Task.Delay(random.Next(50)); // two that ask in step may refuse each other for ever
        }
    }

    /// <summary>The blob, or null where the store asks to be asked again.</summary>
    private async Task<byte[]?> ReadAsync(ISnapshotStore store)
    {
        try
        {
            var found = await store.GetAsync(lane, "a", default);
            Assert.NotNull(found);
            return found;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
