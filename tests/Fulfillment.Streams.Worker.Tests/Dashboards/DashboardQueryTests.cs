using System.Text.RegularExpressions;
using Fulfillment.Streams.Worker.Tests.Store;

namespace Fulfillment.Streams.Worker.Tests.Dashboards;

/// <summary>Every query of every dashboard and alert rule, run as Grafana would run it.</summary>
[Collection(OneStoreAtATime.Name)]
public sealed partial class DashboardQueryTests(FilledStore store) : IClassFixture<FilledStore>
{
    private static readonly Dictionary<string, string[]> Everything = new()
    {
        ["shop"] = ["shop-1", "shop-2"], ["sku"] = ["S-001", "S-002", "S-003"], ["region"] = ["CA", "NY"], ["risk"] = ["OUT", "CRITICAL", "HIGH", "MEDIUM", "LOW"],
    };

    public static TheoryData<string> Dashboards => [.. DashboardFiles.Names];

    public static TheoryData<string, string[]> Alerts
    {
        get
        {
            var data = new TheoryData<string, string[]>();
            foreach (var rule in DashboardFiles.AlertRules())
                data.Add((string)rule["title"], [.. rule.List("data").Where(d => d.Map("model").ContainsKey("rawSql")).Select(d => (string)d.Map("model")["rawSql"])]);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task Every_query_answers_with_all_variables_at_All(string name)
    {
        foreach (var query in DashboardFiles.Queries(name))
            await MustAnswer(query, Defaults(name));
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task Every_query_answers_with_one_value_chosen_of_each_variable(string name)
    {
        var chosen = new Dictionary<string, string[]>(Defaults(name)) { ["shop"] = ["shop-2"], ["sku"] = ["S-001"], ["region"] = ["NY"], ["risk"] = ["OUT"] };
        foreach (var query in DashboardFiles.Queries(name))
            await MustAnswer(query, chosen);
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task Every_query_answers_with_several_values_chosen(string name)
    {
        var chosen = new Dictionary<string, string[]>(Defaults(name)) { ["shop"] = ["shop-1", "shop-2"], ["sku"] = ["S-001", "S-002"], ["region"] = ["CA", "NY"], ["risk"] = ["OUT", "CRITICAL"] };
        foreach (var query in DashboardFiles.Queries(name))
            await MustAnswer(query, chosen);
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task Every_query_answers_for_every_choice_of_a_fixed_list(string name)
    {
        foreach (var variable in DashboardFiles.Variables(DashboardFiles.Dashboard(name)).Where(v => (string)v["type"]! == "custom" && !(bool)v["multi"]!))
        {
            foreach (var option in variable["options"]!.AsArray())
            {
                var chosen = new Dictionary<string, string[]>(Defaults(name)) { [(string)variable["name"]!] = [(string)option!["value"]!] };
                foreach (var query in DashboardFiles.Queries(name).Where(q => q.Sql.Contains('$' + (string)variable["name"]!, StringComparison.Ordinal)))
                    await MustAnswer(query, chosen);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task A_choice_that_nothing_matches_is_no_error(string name)
    {
        var chosen = new Dictionary<string, string[]>(Defaults(name)) { ["shop"] = ["O'Neill \\ Söhne"] };
        foreach (var query in DashboardFiles.Queries(name))
            await store.AskAsync(query.Where, Macros(chosen).Expand(query.Sql));
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public async Task Every_alert_query_answers_one_number_a_key(string title, string[] queries)
    {
        Assert.Single(queries);
        Assert.DoesNotContain('$', queries[0]);
        (await store.AskAsync(title, queries[0])).MustBe(AnswerShape.Alert);
    }

    [Fact]
    public async Task Every_view_that_is_named_exists()
    {
        var named = DashboardFiles.Names.SelectMany(DashboardFiles.Queries).Select(q => q.Sql).Concat(Alerts.SelectMany(a => (string[])a[1]))
            .SelectMany(sql => Source().Matches(sql)).Select(m => m.Value).Distinct().ToList();
        var answer = await store.AskAsync("tables", "SELECT concat(database, '.', name) FROM system.tables WHERE database = 'fulfillment' AND engine = 'View'");

        Assert.True(named.Count >= 6);
        Assert.Subset(answer.Rows.Select(r => r[0].GetString()!).ToHashSet(), named.ToHashSet());
    }

    [Theory]
    [InlineData("fs-sell-through: Units sold", 240)] // 20 days of 1 + 2 + 3 units in two shops
    [InlineData("fs-sell-through: Revenue", 2400)]
    [InlineData("fs-sell-through: In stock", 1)]
    [InlineData("fs-sell-through: Sell-through", 360d / 420)] // 30-day windows: 360 sold, 60 left
    [InlineData("fs-stockout-risk: Sold out", 2)]
    [InlineData("fs-stockout-risk: Critical", 2)]
    [InlineData("fs-stockout-risk: High risk", 0)]
    [InlineData("fs-stockout-risk: Units to order now", 120)]
    [InlineData("fs-stockout-risk: Ad spend in the time shown", 576)] // 48 hours of 1 + 2 + 3 in two shops
    [InlineData("fs-delivery-latency: Parcels", 800)] // 10 windows of 20 in two states and two shops: ALL is not added to them
    [InlineData("fs-delivery-latency: Mean time", 60)]
    [InlineData("fs-delivery-latency: P90 of the latest 7 days", 90)]
    [InlineData("fs-delivery-latency: On time", 0.75)]
    [InlineData("fs-delivery-latency: Late dispatch", 0.1)]
    public async Task A_figure_is_what_the_rows_say(string where, double expected)
    {
        var name = where.Split(':')[0];
        var query = DashboardFiles.Queries(name).First(q => q.Where == where);
        var answer = await store.AskAsync(where, Macros(Defaults(name)).Expand(query.Sql));

        Assert.Equal(expected, double.Parse(answer.Rows[0][0].ToString(), System.Globalization.CultureInfo.InvariantCulture), 9);
    }

    [Fact]
    public async Task A_stock_out_is_marked_once_when_it_begins()
    {
        var query = DashboardFiles.Queries("fs-stockout-risk").Single(q => q.Shape == AnswerShape.Annotations);
        var answer = await store.AskAsync(query.Where, Macros(Defaults("fs-stockout-risk")).Expand(query.Sql));

        Assert.Equal(["S-001 of shop-1 is sold out", "S-001 of shop-2 is sold out"], answer.Rows.Select(r => r[1].GetString()).Order());
    }

    [Theory]
    [InlineData("SKU sold out or about to be", 4)]
    [InlineData("Too few parcels on time", 2)]
    [InlineData("Too many late dispatches", 2)]
    [InlineData("Data is stale", 0)]
    [InlineData("Records wait to be read", 0)]
    public async Task An_alert_fires_for_the_keys_that_are_bad_and_only_those(string title, int firing)
    {
        var rule = DashboardFiles.AlertRules().Single(r => (string)r["title"] == title);
        var query = rule.List("data").First().Map("model");
        var evaluator = rule.List("data").Last().Map("model").List("conditions").Single().Map("evaluator");
        var limit = double.Parse((string)((List<object>)evaluator["params"])[0], System.Globalization.CultureInfo.InvariantCulture);
        var answer = await store.AskAsync(title, (string)query["rawSql"]);

        Assert.Equal("gt", evaluator["type"]);
        Assert.Equal(firing, answer.Rows.Count(r => r[^1].GetDouble() > limit));
    }

    private async Task MustAnswer(DashboardQuery query, Dictionary<string, string[]> chosen) =>
        (await store.AskAsync(query.Where, Macros(chosen).Expand(query.Sql))).MustBe(query.Shape);

    private static GrafanaMacros Macros(Dictionary<string, string[]> chosen)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new GrafanaMacros(now - TimeSpan.FromDays(30), now + TimeSpan.FromHours(1)) { Chosen = chosen, All = Everything };
    }

    /// <summary>The values a dashboard opens with, of variables without All.</summary>
    private static Dictionary<string, string[]> Defaults(string name) =>
        DashboardFiles.Variables(DashboardFiles.Dashboard(name)).Where(v => (string)v["type"]! == "custom" && !(bool)v["multi"]!)
            .ToDictionary(v => (string)v["name"]!, v => new[] { (string)v["current"]!["value"]! });

    [GeneratedRegex(@"fulfillment\.\w+")]
    private static partial Regex Source();
}
