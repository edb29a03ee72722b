namespace Fulfillment.Streams.Analytics.Forecast;

/// <summary>
/// One method's state after the demand seen so far; each observation costs a few operations and no memory.
/// A mutable value: copy it to branch. Not for concurrent use.
/// </summary>
/// <remarks>
/// Starting values. Croston, SBA, TSB: size = first demand, interval = periods up to and including it, probability = 1 ÷ that
/// interval. SES: level = first observation. Holt: level = second observation, trend = second − first.
/// Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., chapters 8 and 13.8;
/// Teunter, Syntetos and Babai, Intermittent demand: linking forecasting to inventory obsolescence, EJOR 214, 2011.
/// </remarks>
public struct DemandModel
{
    private readonly ForecastMethod _method;
    private readonly Smoothing _smoothing;
    private double _level; // SES, Holt: level; the others: demand size
    private double _pace;  // Holt: trend per period; Croston, SBA: interval; TSB: probability of demand
    private int _sinceDemand;
    private int _seen;
    private bool _started;

    /// <summary>A model that has seen nothing.</summary>
    /// <param name="method">The method.</param>
    /// <param name="smoothing">Its constants.</param>
    /// <exception cref="ArgumentOutOfRangeException">A constant is not above 0 and at most 1, or the method is unknown.</exception>
    public DemandModel(ForecastMethod method, Smoothing smoothing)
    {
        if (!Enum.IsDefined(method))
        {
            throw new ArgumentOutOfRangeException(nameof(method), method, "must be one of the defined methods");
        }

        Guard.Smoothing(smoothing.Alpha, "alpha");
        Guard.Smoothing(smoothing.Beta, "beta");
        _method = method;
        _smoothing = smoothing;
    }

    /// <summary>Takes in the demand of the next period.</summary>
    /// <param name="demand">Units; finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="demand"/> is outside its range.</exception>
    public void Observe(double demand)
    {
        Guard.NotNegative(demand);
        _seen++;
        switch (_method)
        {
            case ForecastMethod.Ses:
                _level = _seen == 1 ? demand : _level + (_smoothing.Alpha * (demand - _level));
                break;
            case ForecastMethod.Holt:
                ObserveTrend(demand);
                break;
            default:
                ObserveIntermittent(demand);
                break;
        }
    }

    /// <summary>Units expected in one period.</summary>
    /// <param name="periods">How many periods ahead, 1 or more; only Holt's answer depends on it.</param>
    /// <returns>0 or more: demand is never negative, so a falling trend ends at 0. Before any demand was seen, 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="periods"/> is below 1.</exception>
    public readonly double Ahead(int periods = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 1);
        return _method switch
        {
            ForecastMethod.Ses => _level,
            ForecastMethod.Holt => Math.Max(0, _level + (periods * _pace)),
            _ when !_started => 0,
            ForecastMethod.Croston => _level / _pace,
            ForecastMethod.Sba => (1 - (_smoothing.Alpha / 2)) * (_level / _pace),
            _ => _level * _pace,
        };
    }

    private void ObserveTrend(double demand)
    {
        if (_seen == 1)
        {
            _level = demand;
            return;
        }

        if (_seen == 2)
        {
            _pace = demand - _level;
            _level = demand;
            return;
        }

        var before = _level;
        _level = (_smoothing.Alpha * demand) + ((1 - _smoothing.Alpha) * (_level + _pace));
        _pace = (_smoothing.Beta * (_level - before)) + ((1 - _smoothing.Beta) * _pace);
    }

    private void ObserveIntermittent(double demand)
    {
        _sinceDemand++;
        var isDemand = demand > 0;
        if (!_started)
        {
            if (isDemand)
            {
                _started = true;
                _level = demand;
                _pace = _method == ForecastMethod.Tsb ? 1.0 / _sinceDemand : _sinceDemand;
                _sinceDemand = 0;
            }

            return;
        }

        if (_method == ForecastMethod.Tsb)
        {
            _pace += _smoothing.Beta * ((isDemand ? 1 : 0) - _pace);
        }

        if (isDemand)
        {
            _level += _smoothing.Alpha * (demand - _level);
            if (_method != ForecastMethod.Tsb)
            {
                _pace += _smoothing.Alpha * (_sinceDemand - _pace);
            }

            _sinceDemand = 0;
        }
    }
}
