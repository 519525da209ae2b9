using System.CommandLine;

namespace PodOrder.Webhook;

/// <summary>The flag that says where the server tells how it fares.</summary>
internal sealed class MetricsFlags
{
    private const int Off = 0;

    private readonly Option<int> _port = new("--metrics-port")
    {
        Description = "The port of /metrics, in plain HTTP, for Prometheus; 0 for none.",
        DefaultValueFactory = _ => 9090,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_port);
        _port.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValue(_port) is < 0 or > 65535)
                result.AddError("--metrics-port is a number from 1 to 65535, or 0 for no metrics.");
        });
    }

    public int? Read(ParseResult parsed) => parsed.GetValue(_port) is var port and not Off ? port : null;
}
