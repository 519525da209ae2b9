using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using PodOrder.Hints;
using PodOrder.Injection;

namespace PodOrder.Webhook;

/// <summary>The server's flags; <c>PORT</c> in the environment stands in for <c>--port</c>.</summary>
internal sealed class CommandLine
{
    private static readonly TimeSpan _longestDrain = TimeSpan.FromMinutes(5);

    private readonly Option<int> _port = new("--port")
    {
        Description = "The HTTPS port; the environment variable PORT stands in for it.",
        DefaultValueFactory = _ => PortOf(Environment.GetEnvironmentVariable("PORT")),
    };

    private readonly Option<string?> _certificate = new("--tls-cert")
    {
        Description = "The certificate, a PEM file with its intermediates after it. It is read again when it changes.",
    };

    private readonly Option<string?> _key = new("--tls-key") { Description = "Its private key, a PEM file." };

    private readonly Option<string> _image = new("--gate-image")
    {
        Description = "The image that holds the gate, as the cluster's nodes name it.",
        DefaultValueFactory = _ => InjectionOptions.PublishedGateImage,
    };

    private readonly Option<string?> _pullPolicy = new("--gate-image-pull-policy") { Description = "Its imagePullPolicy; Kubernetes' default unless given." };

    private readonly Option<string?> _pullSecret = new("--gate-image-pull-secret")
    {
        Description = "The Secret, of each Pod's own namespace, that it pulls the gate's image with: added to the Pod's imagePullSecrets.",
    };

    private readonly Option<TimeSpan?> _drainDelay = new("--drain-delay")
    {
        Description = "How long to go on serving after SIGTERM, unready, until no endpoint names this server any more; 5s unless given, at most 5m.",
        CustomParser = DrainDelay,
    };

    private readonly Option<string> _logLevel = new("--log-level")
    {
        Description = "The least important lines that are logged.",
        DefaultValueFactory = _ => "info",
    };

    private readonly RegistryFlags _registries = new();
    private readonly ClusterFlags _cluster = new();
    private readonly MetricsFlags _metrics = new();

    private CommandLine()
    {
    }

    /// <summary>Runs what the arguments ask for: the server, the help text, or a complaint about them.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args, Func<ServerSettings, Task<int>> serve)
    {
        var parsed = new CommandLine().Root(serve).Parse(args);
        if (parsed.Action is ParseErrorAction complaint)
            complaint.ShowHelp = false;
        // Signals are the server's own affair: it drains.
        return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private RootCommand Root(Func<ServerSettings, Task<int>> serve)
    {
        _pullPolicy.AcceptOnlyFromAmong("Always", "IfNotPresent", "Never");
        _logLevel.AcceptOnlyFromAmong("debug", "info", "warn", "error");
        _port.Validators.Add(InRange);
        var root = new RootCommand("The admission server of PodOrder: containers of a Pod start in the order its annotations give.")
        {
            _port, _certificate, _key, _image, _pullPolicy, _pullSecret, _drainDelay, _logLevel,
        };
        _registries.AddTo(root);
        _cluster.AddTo(root, _certificate);
        _metrics.AddTo(root);
        root.Validators.Add(BothOrNone);
        root.SetAction((parsed, _) => serve(Settings(parsed)));
        return root;
    }

    private ServerSettings Settings(ParseResult parsed)
    {
        var registries = _registries.Read(parsed);
        var settings = new ServerSettings(new InjectionOptions(parsed.GetRequiredValue(_image), parsed.GetValue(_pullPolicy), parsed.GetValue(_pullSecret)))
        {
            Port = parsed.GetValue(_port),
            Certificate = parsed.GetValue(_certificate) is { } certificate ? new CertificatePaths(certificate, parsed.GetValue(_key)!) : null,
            Registries = registries,
            Cluster = _cluster.Read(parsed, isNeeded: registries is { PullSecrets: true }),
            MetricsPort = _metrics.Read(parsed),
            LogLevel = LevelOf(parsed.GetValue(_logLevel)),
        };
        return parsed.GetValue(_drainDelay) is { } delay ? settings with { DrainDelay = delay } : settings;
    }

    private void BothOrNone(CommandResult result)
    {
        if (result.GetResult(_certificate) is null != result.GetResult(_key) is null)
            result.AddError("--tls-cert and --tls-key have to be given together.");
    }

    private void InRange(OptionResult result)
    {
        if (!result.Errors.Any() && result.GetValue(_port) is < 0 or > 65535)
            result.AddError("--port, like the environment variable PORT, is a number from 1 to 65535, or 0 for any free port.");
    }

    private static int PortOf(string? environment)
    {
        if (string.IsNullOrEmpty(environment))
            return 8443;
        return int.TryParse(environment, out var port) ? port : -1;
    }

    private static TimeSpan? DrainDelay(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (Duration.Read(text) is { } delay && delay <= _longestDrain)
            return delay;
        result.AddError($"--drain-delay is a duration such as 5s or 1m, at most 5m, not '{text}'.");
        return null;
    }

    private static LogLevel LevelOf(string? word) => word switch
    {
        "debug" => LogLevel.Debug,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
