using System.Text.Json;
using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>Finds out how a container's readiness is told: its <c>podorder.io/ready</c> entry, else its readiness probe, else its startup probe.</summary>
internal static class ReadinessReader
{
    public static Readiness Of(ContainerView container, Hint hint, bool hostNetwork)
    {
        if (hint.Ready.TryGetValue(container.Name, out var entry))
        {
            return new Readiness.Checked(new Check(entry, [], Loopback: true, default, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), 1));
        }
        var probe = (container.ReadinessProbe ?? container.StartupProbe)!;
        if (container.IsSidecar && probe.Field == Probe.Startup) return new Readiness.GivenByKubelet();
        return probe.Kind == ProbeKind.Exec ? new Readiness.Recorded(probe) : new Readiness.Checked(ToCheck(probe, container, hostNetwork));
    }

    /// <summary>A network probe as a check that a container of the same Pod can make.</summary>
    public static Check ToCheck(Probe probe, ContainerView container, bool hostNetwork)
    {
        var loopback = hostNetwork && probe.Host is "127.0.0.1" or "localhost" or "::1";
        if (probe.Host.Length > 0 && !loopback)
        {
            throw new RefusedException(RefusalReason.Condition,
                $"the {probe.Field} of container \"{container.Name}\" names a host ({Quote.Of(probe.Host)}): what it tells depends on the machine that asks; " +
                $"take the host out, or say how \"{container.Name}\" is ready with podorder.io/ready: '{{\"{container.Name}\": \"tcp:PORT\"}}'");
        }
        var what = probe.Kind switch
        {
            ProbeKind.HttpGet => new ReadyCheck(
                probe.Handler.Member("scheme"u8).Text() == "HTTPS" ? ReadyCheckKind.Https : ReadyCheckKind.Http,
                Port(probe, container), Path(probe)),
            ProbeKind.TcpSocket => new ReadyCheck(ReadyCheckKind.Tcp, Port(probe, container), ""),
            _ => new ReadyCheck(ReadyCheckKind.Grpc, Port(probe, container), probe.Handler.Member("service"u8).Text() ?? ""),
        };
        var headers = probe.Handler.Member("httpHeaders"u8).Items()
            .Select(header => KeyValuePair.Create(header.Member("name"u8).Text() ?? "", header.Member("value"u8).Text() ?? ""));
        return new Check(what, [.. headers], loopback, probe.InitialDelay, probe.Period, probe.Timeout, probe.SuccessThreshold);
    }

    private static string Path(Probe probe)
    {
        var path = probe.Handler.Member("path"u8).Text() ?? "";
        return path.StartsWith('/') ? path : "/" + path;
    }

    // kubelet's ResolveContainerPort: a number, a number in a string, or the name of a port of this container.
    private static int Port(Probe probe, ContainerView container)
    {
        var port = probe.Handler.Member("port"u8);
        var number = port.Int()
            ?? (int.TryParse(port.Text(), out var parsed) ? parsed : default(int?))
            ?? container.Json.Member("ports"u8).Items()
                .FirstOrDefault(p => p.Member("name"u8).Text() is { } name && name == port.Text()).Member("containerPort"u8).Int();
        return number is >= 1 and <= 65535
            ? number.Value
            : throw new RefusedException(RefusalReason.Condition,
                $"the {probe.Field} of container \"{container.Name}\" asks port {Quote.Of(port.ValueKind == JsonValueKind.Undefined ? "" : port.ToString())}, " +
                "which is neither a number from 1 to 65535 nor the name of one of its ports; correct the probe");
    }
}
