using System.Collections.Concurrent;

namespace PodOrder.Webhook.Telemetry;

/// <summary>Logs to standard output, a line of JSON each.</summary>
/// <remarks>
/// Not the framework's console logger: that one hands each line to a thread of its own, and waking it took more of a request's time than
/// the injection.
/// </remarks>
[ProviderAlias("JsonLine")]
public sealed class JsonLineLogging(TimeProvider time, LineOutput output) : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, JsonLineLogger> _loggers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(categoryName, category => new JsonLineLogger(category, time, output));

    /// <summary>Writes what is left.</summary>
    public void Dispose() => output.Dispose();
}
