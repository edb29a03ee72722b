using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Fulfillment.Streams.Benchmarks.Reporting;
using Perfolizer.Horology;

namespace Fulfillment.Streams.Benchmarks.Measuring;

/// <summary>Runs BenchmarkDotNet inside this process, briefly, and gives seconds per call.</summary>
internal static class Micro
{
    /// <summary>Measures every benchmark of a class.</summary>
    /// <param name="runs">Iterations of each, after warm-up.</param>
    /// <returns>Seconds per call of each method, by its name.</returns>
    public static IReadOnlyDictionary<string, Reading> Run<T>(int runs)
    {
        var job = Job.Default.WithToolchain(InProcessNoEmitToolchain.DontLogOutput)
            .WithWarmupCount(6).WithIterationCount(runs).WithUnrollFactor(1).WithMinInvokeCount(1).WithIterationTime(TimeInterval.FromMilliseconds(250));
        var config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(NullLogger.Instance).AddColumnProvider(DefaultColumnProviders.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default).WithOptions(ConfigOptions.DisableLogFile);
        var summary = BenchmarkRunner.Run<T>(config);
        return summary.Reports.ToDictionary(
            r => r.BenchmarkCase.Descriptor.WorkloadMethod.Name,
            r => new Reading(r.BenchmarkCase.Descriptor.WorkloadMethod.Name, "s", [.. r.ResultStatistics!.OriginalValues.Select(ns => ns / 1e9)]));
    }
}
