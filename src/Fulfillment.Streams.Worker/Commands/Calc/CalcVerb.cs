using System.CommandLine;

namespace Fulfillment.Streams.Worker.Commands.Calc;

/// <summary>What all calculator verbs do alike: run a formula, print its answers, name the option a formula objects to.</summary>
internal static class CalcVerb
{
    /// <summary>Lets <paramref name="command"/> answer with <paramref name="formula"/>.</summary>
    /// <param name="command">The verb with its options.</param>
    /// <param name="json">Whether the answers are printed as JSON.</param>
    /// <param name="formula">Computes the answers.</param>
    /// <param name="optionOf">The option behind a parameter of the formula where it is not the parameter's name in kebab case.</param>
    public static Command Answers(
        this Command command,
        Option<bool> json,
        Func<ParseResult, CalcResult> formula,
        params (string Parameter, string Option)[] optionOf)
    {
        command.SetAction(parsed =>
        {
            CalcResult result;
            try
            {
                result = formula(parsed);
            }
            catch (ArgumentOutOfRangeException wrong)
            {
                throw new UsageException(Explain(wrong, optionOf), wrong);
            }

            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteLine(result.ToJson());
            }
            else
            {
                foreach (var line in result.ToLines())
                {
                    output.WriteLine(line);
                }
            }

            return CommandLine.Success;
        });
        return command;
    }

    private static string Explain(ArgumentOutOfRangeException wrong, (string Parameter, string Option)[] optionOf)
    {
        var parameter = wrong.ParamName ?? "";
        var option = Array.Find(optionOf, o => o.Parameter == parameter).Option ?? KebabCase(parameter);
        var reason = wrong.Message.Split(" (Parameter", 2)[0].Split(Environment.NewLine, 2)[0];
        return $"{option} {wrong.ActualValue}: {reason}";
    }

    private static string KebabCase(string name) =>
        "--" + string.Concat(name.Select(c => char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}"));
}
