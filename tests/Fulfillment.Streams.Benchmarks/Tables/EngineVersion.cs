using System.Text;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Embedded;

namespace Fulfillment.Streams.Benchmarks.Tables;

/// <summary>Which ClickHouse answers.</summary>
internal static class EngineVersion
{
    public static async Task<Outcome> AskAsync()
    {
        var directory = Directory.CreateTempSubdirectory("fulfillment-bench-version-");
        try
        {
            await using var engine = EmbeddedClickHouse.Open(directory.FullName, new EmbeddedOptions());
            using var answer = new MemoryStream();
            await engine.QueryAsync(new ClickHouseQuery("SELECT version()"), answer, default);
            return new Outcome { Answer = Encoding.UTF8.GetString(answer.ToArray()).Trim() };
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
