using System.Reflection;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Fulfillment.Streams.Mutants.Host;

/// <summary>The tests of one assembly, run by name. Only the classes asked for are looked through: that is most of a start.</summary>
internal sealed class TestMethods : IDisposable
{
    private readonly AssemblyName _name;
    private readonly Assembly _assembly;
    private readonly XunitTestFramework _framework = new(new Silence());
    private readonly ITestFrameworkDiscoverer _discoverer;
    private readonly Dictionary<string, ILookup<string, IXunitTestCase>> _casesByClass = [];

    public TestMethods(string assembly)
    {
        _name = new AssemblyName(assembly);
        _assembly = Assembly.Load(_name);
        _discoverer = _framework.GetDiscoverer(Reflector.Wrap(_assembly));
    }

    /// <summary>Full names of the test methods in these namespaces and below, in order.</summary>
    public IEnumerable<string> In(string[] namespaces) => _assembly.GetTypes()
        .Where(t => t is { IsPublic: true, IsAbstract: false } && namespaces.Any(n => $"{t.Namespace}.".StartsWith($"{_name.Name}.{n}.", StringComparison.Ordinal)))
        .SelectMany(t => CasesOf(t.FullName!).Select(c => $"{t.FullName}.{c.Key}"))
        .Order(StringComparer.Ordinal);

    /// <summary>Runs one test method with all its cases.</summary>
    /// <returns>Why it failed; null where it passed.</returns>
    public string? Run(string name)
    {
        var dot = name.LastIndexOf('.');
        using var executor = _framework.GetExecutor(_name);
        using var sink = new FirstFailure();
        executor.RunTests(CasesOf(name[..dot])[name[(dot + 1)..]], sink, new Settings());
        return sink.Wait();
    }

    public void Dispose()
    {
        _discoverer.Dispose();
        _framework.Dispose();
    }

    private ILookup<string, IXunitTestCase> CasesOf(string type)
    {
        if (!_casesByClass.TryGetValue(type, out var cases))
        {
            using var sink = new Discovery();
            _discoverer.Find(type, includeSourceInformation: false, sink, new Settings());
            _casesByClass[type] = cases = sink.Wait().ToLookup(c => c.Method.Name);
        }

        return cases;
    }

    private sealed class Settings : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = new()
        {
            ["xunit.discovery.PreEnumerateTheories"] = false,
            ["xunit.execution.DisableParallelization"] = true,
            ["xunit.execution.SynchronousMessageReporting"] = true,
        };

        public TValue GetValue<TValue>(string name) => _values.GetValueOrDefault(name) is TValue value ? value : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }

    private sealed class Silence : LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => true;
    }

    private sealed class Discovery : LongLivedMarshalByRefObject, IMessageSink, IDisposable
    {
        private readonly ManualResetEventSlim _done = new();
        private readonly List<IXunitTestCase> _cases = [];

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestCaseDiscoveryMessage { TestCase: IXunitTestCase found })
            {
                _cases.Add(found);
            }
            else if (message is IDiscoveryCompleteMessage)
            {
                _done.Set();
            }

            return true;
        }

        public List<IXunitTestCase> Wait()
        {
            _done.Wait();
            return _cases;
        }

        public void Dispose() => _done.Dispose();
    }

    private sealed class FirstFailure : LongLivedMarshalByRefObject, IMessageSink, IDisposable
    {
        private readonly ManualResetEventSlim _done = new();
        private string? _failure;

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is IFailureInformation failed) // of a test, a fixture or a clean-up
            {
                _failure ??= $"{failed.ExceptionTypes[0]}: {failed.Messages[0].ReplaceLineEndings(" ")}";
            }

            if (message is ITestAssemblyFinished)
            {
                _done.Set();
            }

            return _failure is null;
        }

        public string? Wait()
        {
            _done.Wait();
            return _failure;
        }

        public void Dispose() => _done.Dispose();
    }
}
