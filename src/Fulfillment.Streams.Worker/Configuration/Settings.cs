using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.ClickHouse.Http;
using Fulfillment.Streams.Kafka;
using Fulfillment.Streams.Worker.Commands;

namespace Fulfillment.Streams.Worker.Configuration;

/// <summary>Reads and checks the settings a verb runs with.</summary>
public sealed class Settings
{
    private Settings(IConfiguration configuration, FulfillmentOptions options) => (Configuration, Options) = (configuration, options);

    /// <summary>All sources, merged.</summary>
    public IConfiguration Configuration { get; }

    /// <summary>The checked options.</summary>
    public FulfillmentOptions Options { get; }

    /// <summary>Whether events come from Kafka rather than the embedded log.</summary>
    public bool UsesKafka => !string.IsNullOrEmpty(Configuration[$"{FulfillmentOptions.Section}:Kafka:BootstrapServers"]);

    /// <summary>Whether anybody said where the store is; otherwise it is the default directory.</summary>
    public bool NamesStore => !string.IsNullOrEmpty(Configuration[$"{FulfillmentOptions.Section}:Store"]);

    /// <summary>The URL of a ClickHouse server, or null for the embedded one.</summary>
    public string? ClickHouseUrl => Configuration[$"{FulfillmentOptions.Section}:ClickHouse:Url"] is { Length: > 0 } url ? url : null;

    /// <summary>Merges files, environment and command-line options, and checks the result.</summary>
    /// <param name="overrides">Settings from the command line by key below <c>Fulfillment</c>, such as <c>Kafka:BootstrapServers</c>; null values do not count.</param>
    /// <exception cref="UsageException">A value is out of its bounds; the message names the setting, the value and what is allowed.</exception>
    public static Settings Load(IEnumerable<(string Key, string? Value)> overrides)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(overrides.Where(o => o.Value is not null)
                .Select(o => KeyValuePair.Create($"{FulfillmentOptions.Section}:{o.Key}", o.Value)))
            .Build();
        var options = new FulfillmentOptions();
        try
        {
            configuration.GetSection(FulfillmentOptions.Section).Bind(options);
        }
        catch (InvalidOperationException wrong)
        {
            throw new UsageException($"A setting cannot be read: {wrong.Message} {wrong.InnerException?.Message}".TrimEnd(), wrong);
        }

        var settings = new Settings(configuration, options);
        var problems = Problems(options, FulfillmentOptions.Section).ToList();
        if (settings.UsesKafka)
        {
            problems.AddRange(options.Kafka.Problems());
        }

        problems.AddRange(options.Lane.ShopTimeZones.Values.Prepend(options.Lane.TimeZone)
            .Where(zone => NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            .Select(zone => $"Fulfillment:Lane:TimeZone or ShopTimeZones has {zone}, which is no IANA time zone such as America/Los_Angeles."));
        return problems.Count == 0 ? settings : throw new UsageException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>Every setting with its value in force, by key below <c>Fulfillment</c>, sorted.</summary>
    public IEnumerable<(string Key, string Value)> Effective()
    {
        var options = Flatten(Options, "").Concat(Flatten(Bind<HttpClickHouseOptions>("ClickHouse"), "ClickHouse:"))
            .Concat(Flatten(Bind<EmbeddedOptions>("Embedded"), "Embedded:"));
        return options.OrderBy(o => o.Key, StringComparer.Ordinal);
    }

    /// <summary>The options of one section below <c>Fulfillment</c>, defaults where nothing is set.</summary>
    public T Bind<T>(string section)
        where T : new()
    {
        var bound = new T();
        Configuration.GetSection($"{FulfillmentOptions.Section}:{section}").Bind(bound);
        var problems = Problems(bound, $"{FulfillmentOptions.Section}:{section}").ToList();
        return problems.Count == 0 ? bound : throw new UsageException(string.Join(Environment.NewLine, problems));
    }

    private static IEnumerable<string> Problems(object options, string path)
    {
        foreach (var property in options.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
        {
            var value = property.GetValue(options);
            var name = $"{path}:{property.Name}";
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>().Where(r => !r.IsValid(value)))
            {
                yield return $"{name} is {(value is null or "" ? "empty" : value)}: {Allowed(rule)}. Set it in appsettings.json, " +
                    $"as {name.Replace(":", "__", StringComparison.Ordinal)} in the environment, or by option.";
            }

            if (value is not null and not KafkaOptions && value.GetType().Assembly == options.GetType().Assembly | value is State.LaneOptions or Analytics.StockoutRisk.RiskOptions)
            {
                foreach (var problem in Problems(value, name))
                {
                    yield return problem;
                }
            }
        }
    }

    private static IEnumerable<(string Key, string Value)> Flatten(object options, string path)
    {
        foreach (var property in options.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
        {
            var value = property.GetValue(options);
            var isLeaf = value is null or string or IFormattable || value.GetType().IsPrimitive;
            foreach (var nested in isLeaf ? [] : value is System.Collections.IDictionary pairs
                ? pairs.Keys.Cast<string>().Select(k => ($"{path}{property.Name}:{k}", $"{pairs[k]}"))
                : value is System.Collections.IEnumerable ? [] : Flatten(value!, $"{path}{property.Name}:"))
            {
                yield return nested;
            }

            if (isLeaf)
            {
                yield return (path + property.Name, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "");
            }
        }
    }

    private static string Allowed(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => $"allowed are {range.Minimum} to {range.Maximum}",
        UrlAttribute => "it must be a URL such as http://127.0.0.1:8080",
        _ => "it must be set",
    };
}
