namespace Fulfillment.Streams.Analytics.Forecast;

/// <summary>
/// Chooses a method by rolling-origin evaluation: stand at each period of the later half, forecast the next from what came before,
/// compare. Source: Tashman, Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16, 2000.
/// </summary>
/// <remarks>
/// Squared error decides: it is least at the mean, which stock needs, whereas absolute error of intermittent demand is least at
/// a forecast of 0. Pure and safe to call from any thread; a 90-day series costs under 0.1 ms.
/// </remarks>
public static class RollingOrigin
{
    private static readonly double[] Candidates = [0.1, 0.05, 0.2, 0.3, 0.5]; // the default first: it wins ties
    private static readonly ForecastMethod[] Intermittent = [ForecastMethod.Sba, ForecastMethod.Croston, ForecastMethod.Tsb];
    private static readonly ForecastMethod[] Regular = [ForecastMethod.Ses, ForecastMethod.Holt];

    /// <summary>Tries SBA, Croston and TSB on an intermittent series (average interval of 1.32 or more), SES and Holt on others.</summary>
    /// <param name="series">Units per period, oldest first; finite, 0 or more. With fewer than 4 periods the first method wins untested.</param>
    /// <param name="alpha">Fixes α; otherwise 0.05, 0.1, 0.2, 0.3 and 0.5 compete.</param>
    /// <param name="beta">Fixes β; otherwise the same values compete where the method has one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static ForecastChoice Choose(ReadOnlySpan<double> series, double? alpha = null, double? beta = null)
    {
        Guard.Smoothing(alpha ?? 1, nameof(alpha));
        Guard.Smoothing(beta ?? 1, nameof(beta));
        var methods = DemandProfile.Of(series).IsIntermittent ? Intermittent : Regular;
        ReadOnlySpan<double> alphas = alpha is { } a ? [a] : Candidates;
        ReadOnlySpan<double> betas = beta is { } b ? [b] : Candidates;

        var best = new ForecastChoice(methods[0], new Smoothing(alphas[0], betas[0]), 0);
        if (series.Length < 4)
        {
            return best;
        }

        best = best with { Rmse = double.PositiveInfinity };
        foreach (var method in methods)
        {
            var hasBeta = method is ForecastMethod.Holt or ForecastMethod.Tsb;
            foreach (var level in alphas)
            {
                foreach (var second in hasBeta ? betas : betas[..1])
                {
                    var smoothing = new Smoothing(level, second);
                    var rmse = Rmse(series, method, smoothing);
                    if (rmse < best.Rmse)
                    {
                        best = new ForecastChoice(method, smoothing, rmse);
                    }
                }
            }
        }

        return best;
    }

    /// <summary>Root mean squared one-step error over the later half of a series, units.</summary>
    /// <param name="series">Units per period, oldest first; 2 periods or more.</param>
    /// <param name="method">The method.</param>
    /// <param name="smoothing">Its constants.</param>
    /// <exception cref="ArgumentOutOfRangeException">The series is too short or a number is outside its range.</exception>
    public static double Rmse(ReadOnlySpan<double> series, ForecastMethod method, Smoothing smoothing)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(series.Length, 2, nameof(series));
        var model = new DemandModel(method, smoothing);
        var firstOrigin = series.Length / 2;
        var squares = 0.0;
        for (var t = 0; t < series.Length; t++)
        {
            if (t >= firstOrigin)
            {
                var error = series[t] - model.Ahead();
                squares += error * error;
            }

            model.Observe(series[t]);
        }

        return Math.Sqrt(squares / (series.Length - firstOrigin));
    }
}
