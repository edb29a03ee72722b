using System.Text.Json.Nodes;

namespace Fulfillment.Streams.Worker.Tests.Dashboards;

/// <summary>What a reader may expect of every dashboard.</summary>
public sealed class DashboardRulesTests
{
    public static TheoryData<string> Dashboards => [.. DashboardFiles.Names];

    [Fact]
    public void There_is_one_dashboard_for_each_of_the_three_answers() =>
        Assert.Superset(new HashSet<string> { "fs-delivery-latency", "fs-sell-through", "fs-stockout-risk" }, DashboardFiles.Names.ToHashSet());

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void It_is_a_classic_dashboard_named_by_its_file_and_kept_in_files(string name)
    {
        var dashboard = DashboardFiles.Dashboard(name);
        Assert.Equal(name, (string)dashboard["uid"]!);
        Assert.InRange((int)dashboard["schemaVersion"]!, 41, 42);
        Assert.False((bool)dashboard["editable"]!);
        Assert.Null(dashboard["id"]);
        Assert.False(string.IsNullOrWhiteSpace((string)dashboard["description"]!));
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Every_panel_says_what_it_shows_in_which_unit_and_where_to_look_next(string name) =>
        Assert.All(DashboardFiles.Panels(DashboardFiles.Dashboard(name)), panel =>
        {
            Assert.True(((string)panel["description"]!).Length > 40, (string)panel["title"]!);
            Assert.False(string.IsNullOrEmpty((string)panel["fieldConfig"]!["defaults"]!["unit"]!));
            Assert.NotEmpty(panel["links"]!.AsArray());
            Assert.All(panel["links"]!.AsArray(), link => Assert.Contains("${__url_time_range}", (string)link!["url"]!, StringComparison.Ordinal));
        });

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void A_limit_in_words_is_a_limit_in_colour(string name) =>
        Assert.All(DashboardFiles.Panels(DashboardFiles.Dashboard(name)).Where(p => ((string)p["description"]!).Contains("Limit", StringComparison.Ordinal)), panel =>
        {
            var steps = Thresholds(panel["fieldConfig"]!["defaults"]!);
            var inColumns = panel["fieldConfig"]!["overrides"]!.AsArray().SelectMany(o => o!["properties"]!.AsArray())
                .Where(p => (string)p!["id"]! == "thresholds").Any(p => p!["value"]!["steps"]!.AsArray().Count > 1);
            Assert.True(steps > 1 || inColumns, $"{panel["title"]} speaks of a limit and has no threshold");
        });

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Queries_go_to_the_chosen_data_source_as_the_plugin_expects_them(string name)
    {
        Assert.All(DashboardFiles.Panels(DashboardFiles.Dashboard(name)), panel =>
        {
            MustBeVariable(panel["datasource"]!);
            Assert.All(panel["targets"]!.AsArray(), target =>
            {
                MustBeVariable(target!["datasource"]!);
                var series = (string)panel["type"]! == "timeseries";
                Assert.Equal("sql", (string)target["editorType"]!);
                Assert.Equal(series ? 0 : 1, (int)target["format"]!);
                Assert.Equal(series ? "timeseries" : "table", (string)target["queryType"]!);
                Assert.False(string.IsNullOrEmpty((string)target["refId"]!));
            });
        });

        static void MustBeVariable(JsonNode source)
        {
            Assert.Equal(DashboardFiles.Plugin, (string)source["type"]!);
            Assert.Equal("${datasource}", (string)source["uid"]!);
        }
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void The_shop_can_be_chosen_and_All_needs_no_list(string name)
    {
        var dashboard = DashboardFiles.Dashboard(name);
        var variables = DashboardFiles.Variables(dashboard).ToDictionary(v => (string)v["name"]!);
        Assert.Equal("datasource", (string)variables["datasource"]["type"]!);
        Assert.Contains("shop", variables.Keys);
        Assert.All(variables.Values.Where(v => (bool)v["multi"]!), variable =>
        {
            Assert.True((bool)variable["includeAll"]!);
            Assert.Equal("$__all", (string)variable["current"]!["value"]![0]!);
            var uses = DashboardFiles.Queries(name).Where(q => q.Sql.Contains($"${{{variable["name"]}:", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(uses);
            Assert.All(uses, q => Assert.Contains($"$__conditionalAll({Column(variable)} IN (${{{variable["name"]}:singlequote}}), ${variable["name"]})", q.Sql, StringComparison.Ordinal));
        });

        static string Column(JsonObject variable) => (string)variable["name"]! == "shop" ? "shop_id" : (string)variable["name"]!;
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void It_leads_to_the_others_with_time_and_choices(string name)
    {
        var links = DashboardFiles.Dashboard(name)["links"]!.AsArray();
        Assert.Equal(DashboardFiles.Names.Where(n => n != name).Select(n => "/d/" + n).Order(), links.Select(l => (string)l!["url"]!).Order());
        Assert.All(links, link =>
        {
            Assert.True((bool)link!["keepTime"]!);
            Assert.True((bool)link["includeVars"]!);
        });
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Links_lead_to_dashboards_and_choices_that_exist(string name)
    {
        var urls = DashboardFiles.Dashboard(name).ToJsonString().Split("/d/").Skip(1).Select(rest => rest.Split('"')[0]);
        Assert.All(urls, url =>
        {
            var target = url.Split('?')[0];
            Assert.Contains(target, DashboardFiles.Names);
            var own = DashboardFiles.Variables(DashboardFiles.Dashboard(name)).Select(v => (string)v["name"]!).ToHashSet();
            var taken = url.Split("${").Skip(1).Where(p => p.Contains(":queryparam", StringComparison.Ordinal)).Select(p => p.Split(':')[0]);
            Assert.Subset(own, taken.ToHashSet());
        });
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Deployments_and_stock_outs_are_marked(string name)
    {
        var annotations = DashboardFiles.Annotations(DashboardFiles.Dashboard(name)).ToList();
        Assert.Contains(annotations, a => (string?)a["target"]?["tags"]?[0] == "deploy");
        Assert.Contains(annotations, a => (string?)a["target"]?["rawSql"] is not null);
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Panels_do_not_overlap_and_ids_are_unique(string name)
    {
        var panels = DashboardFiles.Dashboard(name)["panels"]!.AsArray().Select(p => p!.AsObject()).ToList();
        Assert.Equal(panels.Count, panels.Select(p => (int)p["id"]!).Distinct().Count());
        var cells = panels.Select(p => p["gridPos"]!).SelectMany(g =>
            from x in Enumerable.Range((int)g["x"]!, (int)g["w"]!)
            from y in Enumerable.Range((int)g["y"]!, (int)g["h"]!)
            select (x, y)).ToList();
        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.All(cells, c => Assert.InRange(c.x, 0, 23));
    }

    private static int Thresholds(JsonNode defaults) => defaults["thresholds"]!["steps"]!.AsArray().Count;
}
