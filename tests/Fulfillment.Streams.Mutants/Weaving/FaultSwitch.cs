namespace Fulfillment.Streams.Mutants.Weaving;

/// <summary>The class that woven code asks whether a fault is on. It reads its environment once, so the compiler folds the answer.</summary>
internal static class FaultSwitch
{
    public const string Name = "SeededFault";

    /// <summary>The number of the fault that is on; none where it is unset.</summary>
    public const string Variable = "FULFILLMENT_SEEDED_FAULT";

    /// <summary>Where it is set, <see cref="Reached"/> tells which faults were asked for; its value is the greatest number.</summary>
    public const string TraceVariable = "FULFILLMENT_SEEDED_FAULTS_TRACED";

    /// <summary>A field of the class: by number, whether the place of that fault was executed.</summary>
    public const string Reached = "Reached";

    public const string Source = $$"""
        internal static class {{Name}}
        {
            private static readonly int On = int.TryParse(System.Environment.GetEnvironmentVariable("{{Variable}}"), out var on) ? on : 0;

            internal static readonly bool[]? {{Reached}} =
                int.TryParse(System.Environment.GetEnvironmentVariable("{{TraceVariable}}"), out var greatest) ? new bool[greatest + 1] : null;

            internal static bool Is(int number)
            {
                if ({{Reached}} is not null)
                {
                    {{Reached}}[number] = true;
                }

                return On == number;
            }
        }
        """;
}
