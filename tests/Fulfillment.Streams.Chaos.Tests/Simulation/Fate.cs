using Fulfillment.Streams.ClickHouse;

namespace Fulfillment.Streams.Chaos.Tests.Simulation;

/// <summary>
/// What befalls one process at the points where something becomes durable. Every step of a worker that outlives it goes through
/// here, before and after, by name: rows and letters, epochs, blobs and manifests of snapshots, commits.
/// </summary>
/// <param name="random">Chance.</param>
/// <param name="plan">How likely what is.</param>
/// <param name="tally">Counts over all simulations.</param>
internal sealed class Fate(Random random, Plan plan, Tally tally)
{
    /// <summary>Points to pass until the process dies; negative where it lives on.</summary>
    private int _pointsToLive = plan.Crashes ? random.Next(plan.PointsToLive) : -1;

    private bool _isSpared;

    /// <summary>Whether the process is gone.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Nothing more befalls it: everything is to come to rest.</summary>
    public void Spare() => (_pointsToLive, _isSpared) = (-1, true);

    /// <summary>A durable step: it may die before it, after it, or the step may fail without or with its effect.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="effect">Makes it durable; given how much of it, 1 for all.</param>
    public void Step(string step, Action<double> effect)
    {
        Pass($"before {step}");
        if (!_isSpared && plan.FaultsIn > 0 && random.Next(plan.FaultsIn) == 0)
        {
            Fail(step, effect);
        }

        effect(1);
        Pass($"after {step}");
    }

    /// <summary>A step that cannot fail, after which or before which it may die.</summary>
    public void Step(string step)
    {
        Pass($"before {step}");
        Pass($"after {step}");
    }

    private void Pass(string point)
    {
        if (IsDead)
        {
            throw new ProcessDiedException(point);
        }

        if (_pointsToLive-- == 0)
        {
            IsDead = true;
            tally.Crashed(point);
            throw new ProcessDiedException(point);
        }
    }

    private void Fail(string step, Action<double> effect)
    {
        switch (random.Next(6))
        {
            case 0:
                tally.Failed("refused");
                throw new IOException($"{step}: connection refused");
            case 1:
                tally.Failed("TOO_MANY_PARTS");
                throw new ClickHouseException(252, "TOO_MANY_PARTS");
            case 2:
                tally.Failed("500");
                throw new ClickHouseException(0, "internal error");
            case 3:
                effect(1);
                tally.Failed("timeout after it was applied");
                throw new TimeoutException($"{step}: no answer");
            case 4:
                effect(random.NextDouble());
                tally.Failed("reset in the middle");
                throw new IOException($"{step}: connection reset");
            default:
                effect(1);
                tally.Failed("reset after it was applied");
                throw new HttpRequestException($"{step}: connection reset");
        }
    }
}
