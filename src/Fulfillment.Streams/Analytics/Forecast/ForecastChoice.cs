namespace Fulfillment.Streams.Analytics.Forecast;

/// <summary>The method that would have served a series best.</summary>
/// <param name="Method">The method.</param>
/// <param name="Smoothing">Its constants.</param>
/// <param name="Rmse">Root mean squared one-step error over the rolling origins, units; 0 where the series is too short to test.</param>
public readonly record struct ForecastChoice(ForecastMethod Method, Smoothing Smoothing, double Rmse);
