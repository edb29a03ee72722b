namespace Fulfillment.Streams.Analytics.Forecast;

/// <summary>How demand is extrapolated. The order is the order of preference between equal errors.</summary>
public enum ForecastMethod
{
    /// <summary>Simple exponential smoothing (Brown 1956): a flat level.</summary>
    Ses,

    /// <summary>Double exponential smoothing (Holt 1957): a level and a linear trend.</summary>
    Holt,

    /// <summary>Croston with the Syntetos–Boylan correction (2005): Croston × (1 − α/2), which removes its bias.</summary>
    Sba,

    /// <summary>Croston (1972): smoothed demand size ÷ smoothed interval between demands.</summary>
    Croston,

    /// <summary>Teunter, Syntetos and Babai (2011): smoothed demand size × smoothed probability of demand; fades as sales stop.</summary>
    Tsb,
}
