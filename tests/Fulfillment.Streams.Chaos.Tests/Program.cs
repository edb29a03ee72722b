using Fulfillment.Streams.Chaos.Tests.Reporting;

// usage: Fulfillment.Streams.Chaos.Tests FOLDER [R2,R9]
// Prints the lines the tests recorded in FOLDER as one table and writes them to FOLDER/report.json.
// Exit 0 when every property, or every one named, was met; 1 when one was not; 3 when one was not run; 2 for wrong usage.
if (args is not ([_] or [_, _]))
{
    await Console.Error.WriteLineAsync("usage: Fulfillment.Streams.Chaos.Tests FOLDER [R2,R9]");
    return 2;
}

var lines = Report.Read(args[0]);
Table.Print(lines, Console.Out);
Summary.Write(args[0], lines);
var asked = args is [_, var only] ? lines.Where(l => only.Split(',').Contains(l.Id)).ToArray() : lines;
return asked.Any(l => l.Met == false) ? 1 : asked.Any(l => l.Met is null) ? 3 : 0;
