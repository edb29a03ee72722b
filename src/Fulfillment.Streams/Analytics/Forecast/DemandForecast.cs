namespace Fulfillment.Streams.Analytics.Forecast;

/// <summary>Forecasts a whole series at once; pure and safe to call from any thread.</summary>
public static class DemandForecast
{
    /// <summary>Units expected in each of the next <paramref name="horizon"/> periods.</summary>
    /// <param name="series">Units per period, oldest first; finite, 0 or more. An empty series forecasts 0.</param>
    /// <param name="method">The method.</param>
    /// <param name="smoothing">Its constants.</param>
    /// <param name="horizon">Periods, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static double[] Ahead(ReadOnlySpan<double> series, ForecastMethod method, Smoothing smoothing, int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        var model = new DemandModel(method, smoothing);
        foreach (var demand in series)
        {
            model.Observe(demand);
        }

        var forecast = new double[horizon];
        for (var i = 0; i < horizon; i++)
        {
            forecast[i] = model.Ahead(i + 1);
        }

        return forecast;
    }
}
