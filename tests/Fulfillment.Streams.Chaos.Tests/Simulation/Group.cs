namespace Fulfillment.Streams.Chaos.Tests.Simulation;

/// <summary>A consumer group: workers that share the lanes, former owners that do not know it yet, and those that still write.</summary>
internal sealed class Group(World world, Plan plan, Random random, Tally tally)
{
    private readonly List<Worker> _workers = [];
    private readonly List<(Worker Worker, int Lane)> _zombies = [];
    private readonly List<(Worker Worker, int Lane)> _released = [];

    /// <summary>Whether every lane has an owner who has read and written everything.</summary>
    public bool HasRead => Enumerable.Range(0, plan.Partitions).All(lane => OwnerOf(lane)?.HasRead(lane) == true);

    public void Start()
    {
        for (var workers = plan.Workers; workers > 0; workers--)
        {
            Join();
        }
    }

    /// <summary>One step of somebody, and whatever the group has to do because of it.</summary>
    public void Act()
    {
        if (_zombies.Count > 0 && random.Next(4) == 0)
        {
            var (zombie, lane) = _zombies[random.Next(_zombies.Count)];
            zombie.Act(lane);
            if (random.Next(6) == 0 || !zombie.Lanes.Contains(lane)) // dead, or it found out by itself
            {
                Forget(zombie, lane);
            }
        }
        else if (_released.Count > 0 && random.Next(4) == 0)
        {
            var (former, lane) = _released[random.Next(_released.Count)];
            End(former, lane);
        }
        else if (random.Next(plan.Partitions) is var lane && OwnerOf(lane) is { } owner)
        {
            owner.Act(lane);
        }

        Bury();
    }

    /// <summary>A worker joins or leaves, in good order or without a word.</summary>
    public void Rebalance()
    {
        if (_workers.Count > 1 && random.Next(2) == 0)
        {
            var leaving = _workers[random.Next(_workers.Count)];
            foreach (var lane in leaving.Lanes.ToArray())
            {
                Forget(leaving, lane);
            }

            foreach (var lane in leaving.Lanes.Where(l => OwnerOf(l) == leaving).ToArray())
            {
                GiveUp(leaving, lane, isAware: true);
            }

            _workers.Remove(leaving); // it may still write what it released
        }
        else
        {
            Join();
        }

        Bury();
    }

    /// <summary>No more accidents; everybody learns what is theirs.</summary>
    public void ComeToRest()
    {
        foreach (var (zombie, lane) in _zombies.ToArray())
        {
            Forget(zombie, lane);
        }

        foreach (var (former, _) in _released)
        {
            former.Spare();
        }

        while (_released.Count > 0)
        {
            End(_released[0].Worker, _released[0].Lane);
        }

        Bury();
        _workers.ForEach(w => w.Spare());
        Assign();
    }

    /// <summary>Ends every worker in good order; <paramref name="seen"/> is given each lane at its end.</summary>
    public void Drain(Action<int, Worker> seen)
    {
        for (var lane = 0; lane < plan.Partitions; lane++)
        {
            var owner = OwnerOf(lane)!;
            seen(lane, owner);
            owner.Drain(lane);
        }
    }

    private void Join()
    {
        _workers.Add(new Worker(world, new Fate(random, plan, tally), random));
        Assign();
    }

    /// <summary>Ranges of lanes, in the order workers joined.</summary>
    private void Assign()
    {
        for (var lane = 0; lane < plan.Partitions; lane++)
        {
            var next = _workers[lane * _workers.Count / plan.Partitions];
            if (OwnerOf(lane) is { } owner && owner != next)
            {
                GiveUp(owner, lane, isAware: !plan.Zombies || random.Next(2) == 0);
            }
            else if (plan.Rebalances > 0 && OwnerOf(lane) is not null)
            {
                next.GoOn(lane); // it gave the lane up like all others, and it comes back
            }

            if (OwnerOf(lane) is null && !next.IsDead)
            {
                Forget(next, lane); // it cannot hold a lane twice
                if (_released.Remove((next, lane)) && next.Lanes.Contains(lane))
                {
                    next.GoOn(lane);
                }
            }

            if (OwnerOf(lane) is null && !next.IsDead)
            {
                next.Open(lane);
            }
        }
    }

    private void GiveUp(Worker owner, int lane, bool isAware)
    {
        tally.Moved();
        if (isAware && random.Next(2) == 0)
        {
            owner.Drain(lane);
        }
        else if (isAware)
        {
            _released.Add((owner, lane));
        }
        else
        {
            _zombies.Add((owner, lane));
        }
    }

    /// <summary>Writes what a former owner still has of a lane, or, where that is done, lets it go.</summary>
    private void End(Worker former, int lane)
    {
        if (former.Lanes.Contains(lane) && !former.HasFinished(lane))
        {
            former.Finish(lane);
        }
        else if (_released.Remove((former, lane)) && former.Lanes.Contains(lane))
        {
            former.Lose(lane);
        }
    }

    private void Forget(Worker zombie, int lane)
    {
        if (_zombies.Remove((zombie, lane)) && zombie.Lanes.Contains(lane))
        {
            zombie.Lose(lane);
        }
    }

    /// <summary>Replaces the dead; their lanes go to whoever is there then.</summary>
    private void Bury()
    {
        while (_workers.Any(w => w.IsDead) || _workers.Count == 0 || Enumerable.Range(0, plan.Partitions).Any(l => OwnerOf(l) is null))
        {
            _zombies.RemoveAll(z => z.Worker.IsDead);
            _released.RemoveAll(z => z.Worker.IsDead);
            var dead = _workers.RemoveAll(w => w.IsDead);
            for (var missing = Math.Max(dead, _workers.Count == 0 ? 1 : 0); missing > 0; missing--)
            {
                _workers.Add(new Worker(world, new Fate(random, plan, tally), random));
            }

            Assign();
        }
    }

    private Worker? OwnerOf(int lane) => _workers.FirstOrDefault(w => !w.IsDead && w.Lanes.Contains(lane) && !_zombies.Contains((w, lane)) && !_released.Contains((w, lane)));
}
