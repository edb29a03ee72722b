using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Commands.Generate;

/// <summary>Writes one set of files.</summary>
internal sealed class GenerateRun
{
    private const int ReportEvery = 1 << 16;

    public required DirectoryInfo Directory { get; init; }

    public required long Events { get; init; }

    public required long Malformed { get; init; }

    public required bool Gzip { get; init; }

    public required GeneratorOptions Options { get; init; }

    /// <summary>Writes all files or, where it is cancelled or fails, leaves those of an earlier run as they were.</summary>
    public GenerateSummary Execute(TimeProvider clock, GenerateProgress progress, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        var summary = new GenerateSummary { Directory = Directory.FullName };
        using var files = OpenFiles();
        foreach (var message in ExactEvents.Of(new EventGenerator(Options), Events, Malformed, Options.Seed))
        {
            files.Write(message.Topic, message.Payload.Span);
            summary.Count(message);
            if (summary.Total % ReportEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress.Report(summary.Total);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        files.Commit();
        progress.Done();
        summary.Seconds = clock.GetElapsedTime(begun).TotalSeconds;
        return summary;
    }

    private NdjsonFiles OpenFiles()
    {
        try
        {
            Directory.Create();
            return new NdjsonFiles(Directory, Gzip);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new FailureException($"Cannot write to {Directory.FullName}: {refused.Message} Choose another directory with --out.", refused);
        }
    }
}
