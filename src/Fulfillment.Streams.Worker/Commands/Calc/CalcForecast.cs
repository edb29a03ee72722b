using System.CommandLine;
using System.Globalization;
using Fulfillment.Streams.Analytics.Forecast;

namespace Fulfillment.Streams.Worker.Commands.Calc;

/// <summary><c>calc forecast</c>: demand of the next periods.</summary>
internal static class CalcForecast
{
    private const string Auto = "auto";
    private const int MaxHorizon = 10_000;

    public static Command Create(Option<bool> json)
    {
        var method = new Option<string>("--method")
        {
            Description = "The method; auto takes the one with the least rolling-origin error among those that fit the series.",
            DefaultValueFactory = _ => Auto,
        };
        string[] names = ["croston", "sba", "tsb", "ses", "holt", Auto];
        method.AcceptOnlyFromAmong(names);
        var series = CalcOptions.Series("--series", "Demand per period, oldest first, for example 0,0,3,0,2.");
        var alpha = CalcOptions.OptionalNumber("--alpha", "Weight of the newest level, size or interval; above 0, at most 1. Default 0.1; auto tries several.");
        var beta = CalcOptions.OptionalNumber("--beta", "Weight of the newest trend (holt) or probability (tsb); above 0, at most 1. Default 0.1; auto tries several.");
        var horizon = new Option<int>("--horizon") { Description = $"Periods to forecast, 1 to {MaxHorizon}.", DefaultValueFactory = _ => 1 };
        var command = new Command("forecast", "Demand of the next periods.") { method, series, alpha, beta, horizon };
        return command.Answers(
            json,
            parsed => Forecast(
                parsed.GetValue(method) ?? Auto, parsed.GetValue(series) ?? [], parsed.GetValue(alpha), parsed.GetValue(beta), parsed.GetValue(horizon)),
            ("demand", series.Name));
    }

    private static CalcResult Forecast(string name, double[] series, double? alpha, double? beta, int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(horizon, MaxHorizon);
        if (name != Auto)
        {
            var smoothing = new Smoothing(alpha ?? Smoothing.Default.Alpha, beta ?? Smoothing.Default.Beta);
            return Answer(DemandForecast.Ahead(series, Method(name), smoothing, horizon));
        }

        var choice = RollingOrigin.Choose(series, alpha, beta);
        return Answer(DemandForecast.Ahead(series, choice.Method, choice.Smoothing, horizon))
            .Word("method", "method", choice.Method.ToString().ToLower(CultureInfo.InvariantCulture))
            .Number("alpha", "α", choice.Smoothing.Alpha)
            .Number("beta", "β", choice.Smoothing.Beta)
            .Number("rmse", "root mean squared error one period ahead", choice.Rmse, "units");
    }

    private static CalcResult Answer(double[] forecast) => new CalcResult().Numbers("forecast", "units per period", forecast);

    private static ForecastMethod Method(string name) => name switch
    {
        "croston" => ForecastMethod.Croston,
        "sba" => ForecastMethod.Sba,
        "tsb" => ForecastMethod.Tsb,
        "holt" => ForecastMethod.Holt,
        _ => ForecastMethod.Ses,
    };
}
