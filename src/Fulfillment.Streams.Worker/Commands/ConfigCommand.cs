using System.CommandLine;
using System.Text.Json;
using Fulfillment.Streams.Worker.Configuration;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary><c>config</c>: the settings in force, secrets redacted.</summary>
internal static class ConfigCommand
{
    private static readonly string[] Secrets = ["password", "secret", "key", "token"];

    public static Command Create()
    {
        var options = new RunOptions();
        var json = CommonOptions.Json();
        var command = new Command("config", "The settings in force after files, environment and options, secrets redacted.") { json };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var settings = options.Load(parsed);
            var values = settings.Effective().Select(s => (s.Key, Value: Redacted(s.Key, s.Value))).ToList();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(values.ToDictionary(v => v.Key, v => v.Value)));
            }
            else
            {
                values.ForEach(v => output.WriteLine($"{v.Key} = {v.Value}"));
            }

            return CommandLine.Success;
        });
        return command;
    }

    private static string Redacted(string key, string value)
    {
        if (value.Length > 0 && IsSecret(key))
        {
            return "(redacted)";
        }

        return Uri.TryCreate(value, UriKind.Absolute, out var url) && url.UserInfo.Length > 0
            ? value.Replace(url.UserInfo, "(redacted)", StringComparison.Ordinal) : value;
    }

    private static bool IsSecret(string key) =>
        Secrets.Any(s => key.EndsWith(s, StringComparison.OrdinalIgnoreCase));
}
