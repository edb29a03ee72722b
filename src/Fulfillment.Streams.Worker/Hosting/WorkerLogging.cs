using Fulfillment.Streams.Worker.Configuration;

namespace Fulfillment.Streams.Worker.Hosting;

/// <summary>Logs go to standard error, so that standard output carries answers only. Section <c>Logging</c> configures levels and format.</summary>
internal static class WorkerLogging
{
    /// <summary>A factory for a verb that runs without a host.</summary>
    public static ILoggerFactory Create(Settings settings, LogLevel least) =>
        LoggerFactory.Create(logging => Configure(logging, settings, least));

    /// <summary>Console logging as every verb has it; <c>Logging:Console:FormatterName</c> may be simple or json.</summary>
    public static void Configure(ILoggingBuilder logging, Settings settings, LogLevel least)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(least);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // repeats as a stack trace what the verb says in one line
        logging.AddConfiguration(settings.Configuration.GetSection("Logging"));
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
