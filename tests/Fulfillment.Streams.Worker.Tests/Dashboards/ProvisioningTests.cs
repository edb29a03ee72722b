namespace Fulfillment.Streams.Worker.Tests.Dashboards;

/// <summary>The files Grafana reads at start.</summary>
public sealed class ProvisioningTests
{
    private const string SourceUid = "fulfillment-clickhouse";

    [Fact]
    public void The_data_source_speaks_http_and_takes_its_secrets_from_the_environment()
    {
        var source = DashboardFiles.Yaml("datasources/clickhouse.yaml").List("datasources").Single();
        Assert.Equal(SourceUid, source["uid"]);
        Assert.Equal(DashboardFiles.Plugin, source["type"]);
        Assert.Equal("http", source.Map("jsonData")["protocol"]);
        Assert.Equal("fulfillment", source.Map("jsonData")["defaultDatabase"]);
        Assert.Equal("$CLICKHOUSE_PASSWORD", source.Map("secureJsonData")["password"]);
    }

    [Fact]
    public void Dashboards_come_from_files_only()
    {
        var provider = DashboardFiles.Yaml("dashboards/fulfillment.yaml").List("providers").Single();
        Assert.Equal("false", provider["allowUiUpdates"]);
        Assert.Equal("file", provider["type"]);
    }

    [Fact]
    public void What_the_files_expect_of_the_environment_is_what_compose_sets()
    {
        var compose = File.ReadAllText(Path.Combine(DashboardFiles.Directory, "..", "docker-compose.yml"));
        Assert.All(new[] { "CLICKHOUSE_HOST:", "CLICKHOUSE_PORT:", "CLICKHOUSE_USER:", "CLICKHOUSE_PASSWORD:" }, name => Assert.Contains(name, compose, StringComparison.Ordinal));
        var path = (string)DashboardFiles.Yaml("dashboards/fulfillment.yaml").List("providers").Single().Map("options")["path"];
        Assert.Contains($"./dashboards:{path}:ro", compose, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_says_what_happens_without_data_or_on_an_error() =>
        Assert.All(DashboardFiles.AlertRules(), rule =>
        {
            Assert.Contains((string)rule["noDataState"], new[] { "OK", "Alerting" });
            Assert.Contains((string)rule["execErrState"], new[] { "Error", "Alerting" });
            Assert.Contains((string)rule.Map("labels")["severity"], new[] { "warning", "critical" });
        });

    [Fact]
    public void A_rule_of_its_own_watches_freshness_and_takes_no_data_for_an_alarm()
    {
        var rule = DashboardFiles.AlertRules().Single(r => (string)r["uid"] == "fs-stale");
        Assert.Equal("Alerting", rule["noDataState"]);
        Assert.Contains("v_freshness", (string)rule.List("data").First().Map("model")["rawSql"], StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_ask_the_provisioned_data_source_and_lead_to_an_existing_panel() =>
        Assert.All(DashboardFiles.AlertRules(), rule =>
        {
            Assert.Equal([SourceUid, "__expr__"], rule.List("data").Select(d => d["datasourceUid"]));
            Assert.Equal("B", rule["condition"]);
            var dashboard = DashboardFiles.Dashboard((string)rule["dashboardUid"]);
            Assert.Contains(DashboardFiles.Panels(dashboard), p => ((int)p["id"]!).ToString(System.Globalization.CultureInfo.InvariantCulture) == (string)rule["panelId"]);
        });

    [Fact]
    public void Labels_in_texts_survive_the_expansion_of_environment_variables() =>
        Assert.All(DashboardFiles.AlertRules().SelectMany(r => r.Map("annotations").Values).Cast<string>(), text =>
            Assert.DoesNotContain("$", text.Replace("$$labels.", "", StringComparison.Ordinal), StringComparison.Ordinal));

    [Fact]
    public void Alerts_reach_a_contact_point_that_exists()
    {
        var points = DashboardFiles.Yaml("alerting/contact-points.yaml").List("contactPoints").Select(p => (string)p["name"]).ToHashSet();
        var policy = DashboardFiles.Yaml("alerting/policies.yaml").List("policies").Single();
        Assert.Contains((string)policy["receiver"], points);
        Assert.All(policy.List("routes"), route => Assert.Contains((string)route["receiver"], points));
    }
}
