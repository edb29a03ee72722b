using System.Text.Json;

namespace Fulfillment.Streams.Worker.Tests.Commands.Calc;

public sealed class CalcDeadlineTests
{
    [Theory]
    [InlineData("2026-03-06T20:00:00-08:00")]
    [InlineData("2026-03-07T04:00:00Z")]
    [InlineData("2026-03-07t04:00:00.000z")]
    [InlineData("2026-03-06T20:00:00")]
    [InlineData("2026-03-06T20:00")]
    [InlineData("2026-03-06")]
    [InlineData("1772856000")]
    [InlineData("1772856000000")]
    public async Task A_friday_evening_order_is_due_on_tuesday_however_the_time_is_written(string ordered)
    {
        var answer = await Calculator.Json($"deadline --ordered {ordered} --type NORMAL --handling-days 2");

        Assert.Equal(["dispatch_deadline", "auto_cancel", "deliver_by"], answer.Fields());
        Assert.Equal(
            ("2026-03-11T06:59:59Z", "2026-03-18T06:59:59Z", "2026-03-17T06:59:59Z"),
            (Field(answer, "dispatch_deadline"), Field(answer, "auto_cancel"), Field(answer, "deliver_by")));
    }

    [Theory]
    [InlineData("2026-07-01", "2026-07-07T06:59:59Z", "2026-07-11T06:59:59Z")]
    [InlineData("2026-11-24", "2026-11-28T07:59:59Z", "2026-12-04T07:59:59Z")]
    public async Task Holidays_are_skipped(string ordered, string dispatch, string deliver)
    {
        var answer = await Calculator.Json($"deadline --ordered {ordered}");

        Assert.Equal((dispatch, deliver), (Field(answer, "dispatch_deadline"), Field(answer, "deliver_by")));
    }

    [Theory]
    [InlineData("--ordered 2026-01-20 --type BACKORDER --handling-days 3", "2026-01-24T07:59:59Z")]
    [InlineData("--ordered 2026-01-20 --type BACKORDER --handling-days 3 --policy-date 2026-01-26", "2026-01-27T07:59:59Z")]
    [InlineData("--ordered 2026-02-03 --type made-to-order --handling-days 3", "2026-02-10T07:59:59Z")]
    [InlineData("--ordered 2026-02-03 --type PRE_ORDER --release 2026-02-27T09:00", "2026-03-04T07:59:59Z")]
    [InlineData("--ordered 2026-02-03 --type PRE_ORDER --release 2026-02-27T09:00 --policy-date 2026-01-25", "2026-03-03T07:59:59Z")]
    public async Task Type_and_policy_date_choose_the_rule(string options, string dispatch) =>
        Assert.Equal(dispatch, Field(await Calculator.Json($"deadline {options}"), "dispatch_deadline"));

    [Fact]
    public async Task People_see_the_weekday_and_the_policys_wall_clock() => Assert.Contains(
        "2026-03-11T06:59:59Z (Tue 2026-03-10 23:59:59 America/Los_Angeles)",
        await Calculator.Text("deadline --ordered 2026-03-06T20:00"),
        StringComparison.Ordinal);

    [Fact]
    public async Task Handling_days_the_type_does_not_allow_are_noted_and_used()
    {
        var (code, _, error) = await Calculator.Run("deadline --ordered 2026-02-03 --type CUSTOM --handling-days 9");

        Assert.Equal((0, "note: CUSTOM allows 3 to 7 handling days under these rules; computed with 9"), (code, error.TrimEnd()));
    }

    [Theory]
    [InlineData("--ordered soon", "--ordered: 'soon' is not a time; write RFC 3339")]
    [InlineData("--ordered 2099-01-01", "--ordered: '2099-01-01' lies outside the business calendar, which covers 2000 to 2069")]
    [InlineData("--ordered 2026-02-03 --type RUSH", "--type RUSH: not an order type; known are NORMAL, PRE_ORDER")]
    [InlineData("--ordered 2026-02-03 --type BACKORDER", "BACKORDER needs --handling-days, 3 to 15 business days")]
    [InlineData("--ordered 2026-02-03 --type PRE_ORDER", "PRE_ORDER needs --release")]
    [InlineData("--ordered 2026-02-03 --handling-days -1", "--handling-days -1: must be 0 to 366 business days")]
    [InlineData("--ordered 2026-02-03 --policy-date tomorrow", "--policy-date tomorrow: not a date; write yyyy-MM-dd")]
    public async Task Wrong_input_is_told_which_option_and_what_would_do(string options, string expected) =>
        Assert.StartsWith(expected, await Calculator.Refusal($"deadline {options}"), StringComparison.Ordinal);

    [Fact]
    public async Task A_policy_file_that_cannot_be_read_is_a_failure_that_names_it()
    {
        var (code, _, error) = await Calculator.Run("deadline --ordered 2026-02-03 --policy no-such-policy.json");

        Assert.Equal(1, code);
        Assert.StartsWith("--policy no-such-policy.json: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_file_of_another_region_replaces_the_rules()
    {
        var path = Path.Combine(Path.GetTempPath(), $"policy-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(path, """
            { "name": "jp", "time_zone": "Asia/Tokyo", "cutoff": "17:00:00", "weekend": ["Sunday"], "holidays": [], "closed": [],
              "rules": [{ "valid_from": "2020-01-01", "dispatch_clock": "LABEL", "types": {
                "NORMAL": { "dispatch": "order + 1", "auto_cancel": "order + 2", "deliver_by": "order + 3" } } }] }
            """);
        try
        {
            // Friday in Tokyo; Saturday is a business day there, Sunday is not.
            var answer = await Calculator.Json($"deadline --ordered 2026-02-06T09:00 --policy {path}");

            Assert.Equal("2026-02-07T08:00:00Z", Field(answer, "dispatch_deadline"));
            Assert.Equal("2026-02-09T08:00:00Z", Field(answer, "auto_cancel"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string? Field(JsonElement answer, string name) => answer.GetProperty(name).GetString();
}
