using System.CommandLine;
using Fulfillment.Streams.Worker.Commands;
using Fulfillment.Streams.Worker.Commands.Calc;
using Fulfillment.Streams.Worker.Lanes;

if (args is ["run" or "demo" or "replay", ..])
{
    _ = WarmUp.BeginAsync(); // before the command line is even read, which keeps one core busy for a while
}

var root = new RootCommand("Fulfillment.Streams: sell-through, stock-out risk, delivery and compliance of TikTok Shop sellers, streamed.")
{
    RunCommand.Create(),
    DemoCommand.Create(),
    ReplayCommand.Create(),
    DlqCommand.Create(),
    ConfigCommand.Create(),
    DoctorCommand.Create(),
    CalcCommand.Create(),
    GenerateCommand.Create(),
    TopicsCommand.Create(),
    QueryCommand.Create(),
    MigrateCommand.Create(),
};

return await CommandLine.InvokeAsync(root, args);
