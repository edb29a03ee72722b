using System.CommandLine;
using System.Text.Json;
using Fulfillment.Streams.Worker.Configuration;
using Fulfillment.Streams.Worker.Doctor;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary><c>doctor</c>: checks what a worker with these settings needs, and says the cure where it is missing.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var options = new RunOptions();
        var json = CommonOptions.Json();
        var command = new Command("doctor", "Checks what a worker with these settings needs; exits 1 where something is missing, with its cure.") { json };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var findings = new List<Finding>();
            foreach (var check in Checks.For(options.Load(parsed)))
            {
                findings.Add(await check.RunAsync(cancellationToken).ConfigureAwait(false));
            }

            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(findings.Select(f => new { check = f.Check, ok = f.IsOk, detail = f.Detail }))).ConfigureAwait(false);
            }
            else
            {
                findings.ForEach(f => output.WriteLine($"{(f.IsOk ? "ok  " : "FAIL")} {f.Check,-12} {f.Detail}"));
            }

            return findings.TrueForAll(f => f.IsOk) ? CommandLine.Success : CommandLine.Failure;
        });
        return command;
    }
}
