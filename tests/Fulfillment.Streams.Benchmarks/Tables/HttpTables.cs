namespace Fulfillment.Streams.Benchmarks.Tables;

/// <summary>A ClickHouse that answers HTTP, asked as anybody would.</summary>
/// <param name="url">Where it answers.</param>
/// <param name="asking">What a question adds to that.</param>
internal sealed class HttpTables(Uri url, string asking = "") : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>The answer to a query, tab-separated.</summary>
    public Task<string> AskAsync(string sql) => PostAsync(new Uri(url, asking), sql);

    /// <summary>Runs a statement.</summary>
    public Task ExecuteAsync(string sql) => PostAsync(url, sql);

    public void Dispose() => http.Dispose();

    private async Task<string> PostAsync(Uri to, string sql)
    {
        using var question = new StringContent(sql);
        using var answer = await http.PostAsync(to, question);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text.Trim() : throw new InvalidOperationException($"{text.Trim()} in: {sql}");
    }
}
