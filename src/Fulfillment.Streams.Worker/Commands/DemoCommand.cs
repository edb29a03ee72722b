using System.CommandLine;
using Fulfillment.Streams.Worker.Demo;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary><c>demo</c>: the worker on the embedded store, fed by a generated market.</summary>
internal static class DemoCommand
{
    private const long DayMilliseconds = 86_400_000;

    public static Command Create()
    {
        var options = new RunOptions();
        var command = new Command(
            "demo",
            "The worker on the embedded store with a live generated market: some days of its past at once, then as time passes. " +
            "A store that has one already goes on with it.");
        options.AddTo(command);
        var seed = new Option<long>("--seed") { DefaultValueFactory = _ => 1, Description = "Chooses the market." };
        var shops = new Option<int>("--shops") { DefaultValueFactory = _ => 3, Description = "Shops." };
        var skus = new Option<int>("--skus") { DefaultValueFactory = _ => 24, Description = "SKUs of each shop." };
        var days = new Option<int>("--days") { DefaultValueFactory = _ => 14, Description = "Days of past." };
        var rate = new Option<long>("--events-per-day") { DefaultValueFactory = _ => 40_000, Description = "Events a day over all shops." };
        foreach (var option in new Option[] { seed, shops, skus, days, rate })
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = options.Load(parsed);
            if (settings.UsesKafka || settings.ClickHouseUrl is not null)
            {
                throw new UsageException("demo works on the embedded store; use run for Kafka and ClickHouse.");
            }

            var time = TimeProvider.System;
            var start = time.GetUtcNow().ToUnixTimeMilliseconds() - (parsed.GetValue(days) * DayMilliseconds);
            var market = new DemoPosition(
                parsed.GetValue(seed), start - (start % DayMilliseconds), parsed.GetValue(shops), parsed.GetValue(skus), parsed.GetValue(rate), 0);
            await RunCommand.RunAsync(
                settings, "demo", parsed,
                (parts, token) => new DemoFeed(parts.Log!, Path.Combine(parts.Store.Directory, "demo.json"), market, time).RunAsync(token),
                cancellationToken).ConfigureAwait(false);
            return CommandLine.Success;
        });
        return command;
    }
}
