using System.Text.Json;
using NodaTime;

namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>The policy file as it is written, and the checks between it and a <see cref="DispatchPolicy"/>.</summary>
internal sealed record DispatchPolicyFile(
    string Name,
    string TimeZone,
    TimeOnly Cutoff,
    IsoDayOfWeek[] Weekend,
    DispatchPolicyFile.Holiday[] Holidays,
    DateOnly[] Closed,
    DispatchPolicyFile.Edition[] Rules)
{
    private const string BuiltInResource = "Fulfillment.Streams.Analytics.Deadlines.tiktok-us.json";

    public static DispatchPolicy ReadBuiltIn()
    {
        using var stream = typeof(DispatchPolicyFile).Assembly.GetManifestResourceStream(BuiltInResource)
            ?? throw new InvalidOperationException($"{BuiltInResource} is missing from the engine's assembly");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Parse(bytes.ToArray());
    }

    public static DispatchPolicy Parse(ReadOnlySpan<byte> json)
    {
        DispatchPolicyFile file;
        try
        {
            file = JsonSerializer.Deserialize(json, DispatchPolicyJson.Default.DispatchPolicyFile) ?? throw new FormatException("dispatch policy: the file is empty");
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"dispatch policy: {wrong.Message}", wrong);
        }

        return file.ToPolicy();
    }

    private DispatchPolicy ToPolicy()
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone)
            ?? throw Wrong($"time_zone '{TimeZone}' is not in the IANA time-zone database");
        if (Rules.Length == 0)
        {
            throw Wrong("rules: at least one edition is needed");
        }

        var editions = Rules.Select(e => e.ToRules(this)).ToArray();
        for (var i = 1; i < editions.Length; i++)
        {
            if (editions[i].ValidFrom <= editions[i - 1].ValidFrom)
            {
                throw Wrong($"rules[{i}].valid_from must be later than the one before");
            }
        }

        try
        {
            var calendar = new BusinessCalendar(zone, LocalTime.FromTimeOnly(Cutoff), Weekend, ObservedHolidays());
            return new DispatchPolicy(Name, calendar, editions);
        }
        catch (ArgumentException)
        {
            throw Wrong("weekend, holidays and closed leave too few business days; about one day in two is needed");
        }
    }

    private HashSet<LocalDate> ObservedHolidays()
    {
        var rules = Holidays.Select((h, i) => h.ToRule() ?? throw Wrong(
            $"holidays[{i}] '{h.Name}' needs month 1 to 12 and either day 1 to 31 or weekday with nth 1 to 4 or -1")).ToArray();
        var days = Closed.Select(LocalDate.FromDateOnly).ToHashSet();
        foreach (var year in Enumerable.Range(1999, 80)) // wider than the calendar, so that its edges are right too
        {
            foreach (var rule in rules)
            {
                if (rule.Observed(year) is { } date)
                {
                    days.Add(date);
                }
            }
        }

        return days;
    }

    private FormatException Wrong(string what) => new($"dispatch policy '{Name}': {what}");

    internal sealed record Holiday(string Name, int Month, int? Day = null, IsoDayOfWeek? Weekday = null, int? Nth = null, int FromYear = 0)
    {
        public HolidayRule? ToRule()
        {
            var isFixed = Day is >= 1 and <= 31 && Weekday is null && Nth is null;
            var isMoving = Day is null && Weekday is not null and not IsoDayOfWeek.None && Nth is -1 or >= 1 and <= 4;
            return Month is >= 1 and <= 12 && (isFixed || isMoving) ? new HolidayRule(Month, Day, Weekday, Nth ?? 0, FromYear) : null;
        }
    }

    internal sealed record Edition(DateOnly ValidFrom, string DispatchClock, Dictionary<string, TypeRule> Types)
    {
        public DispatchRules ToRules(DispatchPolicyFile file)
        {
            var at = $"rules of {ValidFrom:yyyy-MM-dd}";
            var unknown = Types.Keys.FirstOrDefault(name => !OrderTypes.TryParse(name, out _));
            if (unknown is not null)
            {
                throw file.Wrong($"{at}: '{unknown}' is not an order type; known are {string.Join(", ", OrderTypes.Names)}");
            }

            if (!Types.TryGetValue("NORMAL", out var normal))
            {
                throw file.Wrong($"{at}: types must have NORMAL, which also serves the types not listed");
            }

            var clock = DispatchClock switch
            {
                "LABEL" => Deadlines.DispatchClock.Label,
                "CARRIER_SCAN" => Deadlines.DispatchClock.CarrierScan,
                _ => throw file.Wrong($"{at}: dispatch_clock must be LABEL or CARRIER_SCAN"),
            };
            var byType = OrderTypes.Names.Select(name => Types.GetValueOrDefault(name, normal).ToRule(file, $"{at}, {name}"));
            return new DispatchRules(LocalDate.FromDateOnly(ValidFrom), clock, [.. byType]);
        }
    }

    internal sealed record TypeRule(string Dispatch, string AutoCancel, string DeliverBy, int[]? Handling = null)
    {
        public OrderTypeRule ToRule(DispatchPolicyFile file, string at)
        {
            var handling = Handling ?? [0, 0];
            if (handling.Length != 2 || handling[0] < 0 || handling[1] < handling[0] || handling[1] > DeadlineTerm.MaxDays)
            {
                throw file.Wrong($"{at}: handling must be [fewest, most] business days, 0 to {DeadlineTerm.MaxDays}");
            }

            try
            {
                var dispatch = DeadlineTerm.Parse(Dispatch);
                return dispatch.Base == DeadlineBase.Dispatch
                    ? throw new FormatException("dispatch cannot count from itself")
                    : new OrderTypeRule(dispatch, DeadlineTerm.Parse(AutoCancel), DeadlineTerm.Parse(DeliverBy), handling[0], handling[1]);
            }
            catch (FormatException wrong)
            {
                throw file.Wrong($"{at}: {wrong.Message}");
            }
        }
    }
}
