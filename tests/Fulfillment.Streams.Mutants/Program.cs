using System.CommandLine;
using Fulfillment.Streams.Mutants;
using Fulfillment.Streams.Mutants.Host;

if (args is ["host", var what, var library, var list])
{
    Environment.Exit(HostCommand.Run(what, library, list)); // also ends threads that a fault left behind
}

return await MutateCommand.Create().Parse(args).InvokeAsync().ConfigureAwait(false);
