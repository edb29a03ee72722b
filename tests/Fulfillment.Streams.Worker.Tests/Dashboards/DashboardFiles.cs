using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace Fulfillment.Streams.Worker.Tests.Dashboards;

/// <summary>The files under <c>dashboards/</c> and the queries in them.</summary>
internal static class DashboardFiles
{
    public const string Plugin = "grafana-clickhouse-datasource";

    public static string Directory { get; } = Find();

    public static IReadOnlyList<string> Names { get; } = [.. System.IO.Directory.GetFiles(Directory, "*.json").Select(p => Path.GetFileNameWithoutExtension(p)).Order()];

    public static JsonObject Dashboard(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Directory, name + ".json")))!.AsObject();

    /// <summary>Panels that show data, so without row headings.</summary>
    public static IEnumerable<JsonObject> Panels(JsonObject dashboard) =>
        dashboard["panels"]!.AsArray().Select(p => p!.AsObject()).Where(p => (string)p["type"]! != "row");

    public static IEnumerable<JsonObject> Variables(JsonObject dashboard) =>
        dashboard["templating"]!["list"]!.AsArray().Select(v => v!.AsObject());

    public static IEnumerable<JsonObject> Annotations(JsonObject dashboard) =>
        dashboard["annotations"]!["list"]!.AsArray().Select(a => a!.AsObject());

    /// <summary>Everything a dashboard asks ClickHouse.</summary>
    public static IEnumerable<DashboardQuery> Queries(string name)
    {
        var dashboard = Dashboard(name);
        foreach (var panel in Panels(dashboard))
        {
            foreach (var target in panel["targets"]!.AsArray())
                yield return new DashboardQuery($"{name}: {panel["title"]}", (string)target!["rawSql"]!, ShapeOf((string)panel["type"]!));
        }

        foreach (var variable in Variables(dashboard).Where(v => (string)v["type"]! == "query"))
            yield return new DashboardQuery($"{name}: variable {variable["name"]}", (string)variable["query"]!, AnswerShape.Names);

        foreach (var annotation in Annotations(dashboard).Where(a => (string?)a["datasource"]!["type"] == Plugin))
            yield return new DashboardQuery($"{name}: annotation {annotation["name"]}", (string)annotation["target"]!["rawSql"]!, AnswerShape.Annotations);
    }

    /// <summary>The alert rules, as plain dictionaries.</summary>
    public static IEnumerable<Dictionary<object, object>> AlertRules() =>
        Yaml("alerting/rules.yaml").List("groups").SelectMany(group => group.List("rules"));

    public static Dictionary<object, object> Yaml(string path) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(Path.Combine(Directory, "provisioning", path)));

    public static IEnumerable<Dictionary<object, object>> List(this Dictionary<object, object> map, string key) =>
        ((List<object>)map[key]).Cast<Dictionary<object, object>>();

    public static Dictionary<object, object> Map(this Dictionary<object, object> map, string key) => (Dictionary<object, object>)map[key];

    private static AnswerShape ShapeOf(string panelType) => panelType switch
    {
        "timeseries" => AnswerShape.Series,
        "stat" => AnswerShape.Number,
        "bargauge" => AnswerShape.Bars,
        "table" => AnswerShape.Rows,
        _ => throw new InvalidOperationException($"Say which answer a panel of type {panelType} needs."),
    };

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Fulfillment.Streams.sln")))
            directory = directory.Parent;

        return Path.Combine(directory?.FullName ?? throw new DirectoryNotFoundException("These tests run inside the source tree."), "dashboards");
    }
}
