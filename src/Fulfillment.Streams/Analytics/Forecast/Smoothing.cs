namespace Fulfillment.Streams.Analytics.Forecast;

/// <summary>Smoothing constants: how much weight the newest observation gets.</summary>
/// <param name="Alpha">α, of the level or demand size and, for Croston and SBA, of the interval; above 0, at most 1.</param>
/// <param name="Beta">β, of Holt's trend and of TSB's probability; above 0, at most 1.</param>
public readonly record struct Smoothing(double Alpha, double Beta)
{
    /// <summary>α = β = 0.1, the usual choice for intermittent demand (Croston 1972; Syntetos and Boylan 2005).</summary>
    public static Smoothing Default => new(0.1, 0.1);
}
