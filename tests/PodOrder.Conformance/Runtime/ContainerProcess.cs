using System.Text.Json.Nodes;

namespace PodOrder.Conformance.Runtime;

/// <summary>A process in a container, as OCI's <c>process</c> describes it.</summary>
/// <param name="Argv">Its argv.</param>
/// <param name="Environment">Its environment, <c>NAME=value</c>.</param>
/// <param name="WorkingDirectory">Its working directory.</param>
/// <param name="User">The numeric user.</param>
/// <param name="Group">The numeric group.</param>
/// <param name="Capabilities">Its capabilities, with <c>CAP_</c>.</param>
/// <param name="NoNewPrivileges">no_new_privs.</param>
internal sealed record ContainerProcess(
    IReadOnlyList<string> Argv,
    IReadOnlyList<string> Environment,
    string WorkingDirectory,
    int User,
    int Group,
    IReadOnlyList<string> Capabilities,
    bool NoNewPrivileges)
{
    /// <summary>The capabilities that containerd gives where nothing else is asked for.</summary>
    public static IReadOnlyList<string> DefaultCapabilities { get; } =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FSETID", "CAP_FOWNER", "CAP_MKNOD", "CAP_NET_RAW", "CAP_SETGID",
        "CAP_SETUID", "CAP_SETFCAP", "CAP_SETPCAP", "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT", "CAP_KILL", "CAP_AUDIT_WRITE",
    ];

    /// <summary>The same as JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["terminal"] = false,
        ["user"] = new JsonObject { ["uid"] = User, ["gid"] = Group },
        ["args"] = Strings(Argv),
        ["env"] = Strings(Environment),
        ["cwd"] = WorkingDirectory,
        ["capabilities"] = new JsonObject
        {
            ["bounding"] = Strings(Capabilities),
            ["effective"] = Strings(Capabilities),
            ["permitted"] = Strings(Capabilities),
        },
        ["noNewPrivileges"] = NoNewPrivileges,
    };

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
