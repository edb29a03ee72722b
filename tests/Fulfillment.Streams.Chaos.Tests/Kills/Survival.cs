using System.Globalization;
using Fulfillment.Streams.Chaos.Tests.Processes;
using Fulfillment.Streams.Worker.Tests.EndToEnd;

namespace Fulfillment.Streams.Chaos.Tests.Kills;

/// <summary>Starts workers one after another and kills each at a moment drawn by chance, while a client goes on sending.</summary>
/// <param name="client">Follows the living.</param>
/// <param name="seed">Decides the moments.</param>
/// <param name="start">Starts a worker.</param>
internal sealed class Survival(StubbornClient client, int seed, Func<FulfillmentProcess> start)
{
    private readonly Random _random = new(seed);
    private readonly int[] _killed = new int[4];
    private int _lives;
    private TimeSpan _start = TimeSpan.FromSeconds(1);

    /// <summary>Kills so far.</summary>
    public int Killed => _killed.Sum();

    /// <summary>Lives and dies until so many were killed.</summary>
    public async Task RunAsync(int kills)
    {
        while (Killed < kills)
        {
            using var worker = start();
            var life = new Life(worker, Fate.Draw(_lives++, _random, _start * 1.6), client);
            if (await life.RunAsync() is { } moment)
            {
                _killed[(int)moment]++;
            }

            client.Use();
            _start = life.AnsweredAfter ?? _start;
        }
    }

    /// <summary>A last worker that lives until the client has had everything acknowledged, and is killed then.</summary>
    public async Task LetClientFinishAsync()
    {
        using var worker = start();
        await worker.AnswersAsync();
        client.Use(worker.Page()!);
        await client.FinishAsync();
        worker.KillHard();
        await worker.ExitAsync();
        client.Use();
        _killed[(int)Moment.Load]++;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Killed} kills ({string.Join(", ", Enum.GetValues<Moment>().Select(m => $"{_killed[(int)m]} {Name(m)}"))}), " +
        $"{client.Acknowledged:N0} lines acknowledged, {client.Repeated:N0} requests repeated");

    private static string Name(Moment moment) => moment switch
    {
        Moment.StartUp => "starting",
        Moment.Restore => "restoring",
        Moment.Load => "under load",
        _ => "draining",
    };
}
