using System.Globalization;
using Fulfillment.Streams.Worker.Store;

namespace Fulfillment.Streams.Worker.Tests.Store;

public sealed class StoreLockTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("store-lock-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_second_holder_is_told_who_has_the_store_and_what_to_do()
    {
        using var first = StoreLock.Acquire(directory, "run");

        var refused = Assert.Throws<StoreLockedException>(() => StoreLock.Acquire(directory, "replay"));

        Assert.Equal(
            $"The store {directory} is in use by process {Environment.ProcessId} (run). Stop that process first; or choose another --store.",
            refused.Message);
    }

    [Fact]
    public void Others_read_where_the_holder_answers_sql()
    {
        using var held = StoreLock.Acquire(directory, "run");
        held.SetSqlUrl(new Uri("http://127.0.0.1:8123/"));

        Assert.Equal(new StoreOwner(Environment.ProcessId, "run", new Uri("http://127.0.0.1:8123/")), StoreLock.TryReadOwner(directory));
        var lines = File.ReadAllLines(Path.Combine(directory, "LOCK"));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"pid={Environment.ProcessId}"), lines);
        Assert.Contains("sql=http://127.0.0.1:8123/", lines);
    }

    [Fact]
    public void A_store_given_back_is_free_again()
    {
        StoreLock.Acquire(directory, "run").Dispose();

        Assert.Null(StoreLock.TryReadOwner(directory));
        StoreLock.Acquire(directory, "replay").Dispose();
    }

    [Fact]
    public void What_a_crashed_holder_left_behind_holds_nothing()
    {
        File.WriteAllText(Path.Combine(directory, ".lock"), string.Empty);
        File.WriteAllText(Path.Combine(directory, "LOCK"), "pid=1\nfor=run\nsql=http://127.0.0.1:1/\n");

        Assert.Null(StoreLock.TryReadOwner(directory));
        StoreLock.Acquire(directory, "run").Dispose();
    }

    [Fact]
    public void A_store_that_does_not_exist_has_no_owner_and_is_not_made() =>
        Assert.Null(StoreLock.TryReadOwner(Path.Combine(directory, "absent")));
}
