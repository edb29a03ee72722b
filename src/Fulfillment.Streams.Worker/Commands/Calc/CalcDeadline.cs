using System.CommandLine;
using System.Globalization;
using Fulfillment.Streams.Analytics.Deadlines;
using NodaTime;
using NodaTime.Text;

namespace Fulfillment.Streams.Worker.Commands.Calc;

/// <summary><c>calc deadline</c>: by when an order must be dispatched and delivered.</summary>
internal static class CalcDeadline
{
    public static Command Create(Option<bool> json)
    {
        var ordered = new Option<string>("--ordered") { Required = true, HelpName = "time", Description = $"When the order was created: {PolicyTime.Accepted}." };
        var type = new Option<string>("--type")
        {
            DefaultValueFactory = _ => OrderTypes.Name(OrderType.Normal),
            HelpName = string.Join('|', OrderTypes.Names),
            Description = "The order's type.",
        };
        var handling = new Option<int?>("--handling-days") { HelpName = "days", Description = "Business days the seller asked for; needed for BACKORDER, CUSTOM and MADE_TO_ORDER." };
        var release = new Option<string?>("--release") { HelpName = "time", Description = "When a pre-order is released, written like --ordered; needed for PRE_ORDER." };
        var policyDate = new Option<LocalDate?>("--policy-date")
        {
            CustomParser = result => CalcOptions.Read<LocalDate?>(result, text => ReadDate(text)),
            HelpName = "yyyy-MM-dd",
            Description = "Apply the rules of this date instead of the order's own (its date in the policy's zone).",
        };
        var policyFile = new Option<FileInfo?>("--policy") { HelpName = "file", Description = "A policy file instead of the built-in TikTok Shop US rules." };
        var command = new Command(
            "deadline",
            "Dispatch, auto-cancel and deliver-by deadlines. Business days are counted strictly after the order's date in the policy's zone.")
        {
            ordered, type, handling, release, policyDate, policyFile,
        };
        return command.Answers(json, parsed =>
        {
            var policy = Policy(parsed.GetValue(policyFile));
            var promise = new OrderPromise(
                Moment(ordered.Name, parsed.GetRequiredValue(ordered), policy),
                Type(parsed.GetRequiredValue(type)),
                parsed.GetValue(handling),
                parsed.GetValue(release) is { } text ? Moment(release.Name, text, policy) : null);
            var date = parsed.GetValue(policyDate) ?? BusinessCalendar.Date(policy.Calendar.DayOf(promise.CreatedMs));
            Check(promise, policy.RulesFor(date)[promise.Type], parsed.InvocationConfiguration.Error);
            return Answer(policy.For(promise, date), policy.Calendar.Zone);
        });
    }

    private static void Check(OrderPromise promise, OrderTypeRule rule, TextWriter notes)
    {
        var type = OrderTypes.Name(promise.Type);
        if (rule.UsesHandling && promise.HandlingDays is null)
        {
            throw new UsageException($"{type} needs --handling-days, {rule.HandlingMin} to {rule.HandlingMax} business days");
        }

        if (promise.HandlingDays is { } days and (< 0 or > DeadlineTerm.MaxDays))
        {
            throw new UsageException($"--handling-days {days}: must be 0 to {DeadlineTerm.MaxDays} business days");
        }

        if (rule.HandlingMax > 0 && (promise.HandlingDays < rule.HandlingMin || promise.HandlingDays > rule.HandlingMax))
        {
            notes.WriteLine($"note: {type} allows {rule.HandlingMin} to {rule.HandlingMax} handling days under these rules; computed with {promise.HandlingDays}");
        }

        if (rule.UsesRelease && promise.ReleaseMs is null)
        {
            throw new UsageException($"{type} needs --release");
        }
    }

    private static CalcResult Answer(OrderDeadlines deadlines, DateTimeZone zone)
    {
        var result = new CalcResult();
        Add("dispatch_deadline", "dispatch by", deadlines.DispatchMs);
        Add("auto_cancel", "cancelled after", deadlines.AutoCancelMs);
        Add("deliver_by", "deliver by", deadlines.DeliverByMs);
        return result;

        void Add(string field, string label, long ms) =>
            result.Word(field, label, PolicyTime.Utc(ms), $"{PolicyTime.Utc(ms)} ({PolicyTime.WallClock(ms, zone)} {zone.Id})");
    }

    private static DispatchPolicy Policy(FileInfo? file)
    {
        if (file is null)
        {
            return DispatchPolicy.TikTokUs;
        }

        try
        {
            return DispatchPolicy.Parse(File.ReadAllBytes(file.FullName));
        }
        catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new FailureException($"--policy {file}: {wrong.Message}", wrong);
        }
    }

    private static long Moment(string option, string text, DispatchPolicy policy)
    {
        try
        {
            var ms = PolicyTime.Parse(text, policy.Calendar.Zone);
            return policy.Calendar.Covers(ms)
                ? ms
                : throw new FormatException($"'{text}' lies outside the business calendar, which covers 2000 to 2069");
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"{option}: {wrong.Message}", wrong);
        }
    }

    private static OrderType Type(string name) =>
        OrderTypes.TryParse(name.ToUpper(CultureInfo.InvariantCulture).Replace('-', '_'), out var type)
            ? type
            : throw new UsageException($"--type {name}: not an order type; known are {string.Join(", ", OrderTypes.Names)}");

    private static LocalDate ReadDate(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true } date
        ? date.Value
        : throw new FormatException("not a date; write yyyy-MM-dd");
}
