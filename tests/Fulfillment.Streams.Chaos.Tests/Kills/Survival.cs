using System.Globalization;
using Fulfillment.Streams.Chaos.Tests.Processes;
using Fulfillment.Streams.Worker.Tests.EndToEnd;

namespace Fulfillment.Streams.Chaos.Tests.Kills;

/// <summary>Starts workers and kills each at a moment drawn by chance, over and over, while a client goes on sending.</summary>
/// <param name="client">Follows the living.</param>
/// <param name="seed">Decides the moments.</param>
/// <param name="workers">How many live at a time.</param>
/// <param name="start">Starts a worker in one of so many places.</param>
internal sealed class Survival(StubbornClient client, int seed, int workers, Func<int, FulfillmentProcess> start)
{
    private readonly int[] _killed = new int[4];

    /// <summary>Kills so far.</summary>
    public int Killed => _killed.Sum();

    /// <summary>Lives and dies until so many were killed.</summary>
    public Task RunAsync(int kills) => Task.WhenAll(Enumerable.Range(0, workers).Select(place => RunAsync(place, kills)));

    /// <summary>A last worker that lives until the client has had everything acknowledged, and is killed then.</summary>
    public async Task LetClientFinishAsync()
    {
        using var worker = start(0);
        await worker.AnswersAsync();
        client.Reach(worker.Page()!);
        await client.FinishAsync();
        worker.KillHard();
        await worker.ExitAsync();
        Interlocked.Increment(ref _killed[(int)Moment.Load]);
    }

    private async Task RunAsync(int place, int kills)
    {
        var random = new Random(unchecked(seed + place));
        var answered = TimeSpan.FromSeconds(1);
        for (var lives = place; Killed < kills; lives++)
        {
            using var worker = start(place);
            var life = new Life(worker, Fate.Draw(lives, random, answered * 1.6), client);
            if (await life.RunAsync() is { } moment)
            {
                Interlocked.Increment(ref _killed[(int)moment]);
            }

            answered = life.AnsweredAfter ?? answered;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Killed} kills{(workers > 1 ? $" of {workers} workers" : "")} ({string.Join(", ", Enum.GetValues<Moment>().Select(m => $"{_killed[(int)m]} {Name(m)}"))}), " +
        $"{client.Acknowledged:N0} lines acknowledged, {client.Repeated:N0} requests repeated");

    private static string Name(Moment moment) => moment switch
    {
        Moment.StartUp => "starting",
        Moment.Restore => "restoring",
        Moment.Load => "under load",
        _ => "draining",
    };
}
