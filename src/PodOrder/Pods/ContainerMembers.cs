using System.Text.Json;

namespace PodOrder.Pods;

/// <summary>The members of a container that an order depends on, found in one walk: looking up each by itself would walk the container as often.</summary>
internal readonly struct ContainerMembers
{
    public JsonElement Name { get; private init; }
    public JsonElement Command { get; private init; }
    public JsonElement Args { get; private init; }
    public JsonElement Lifecycle { get; private init; }
    public JsonElement VolumeMounts { get; private init; }
    public JsonElement StartupProbe { get; private init; }
    public JsonElement ReadinessProbe { get; private init; }
    public JsonElement LivenessProbe { get; private init; }
    public JsonElement RestartPolicy { get; private init; }
    public JsonElement RestartPolicyRules { get; private init; }

    public static ContainerMembers Read(JsonElement container)
    {
        JsonElement name = default, command = default, args = default, lifecycle = default, mounts = default;
        JsonElement startup = default, readiness = default, liveness = default, policy = default, rules = default;
        if (container.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in container.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Null) continue;
                if (member.NameEquals("name"u8)) name = member.Value;
                else if (member.NameEquals("command"u8)) command = member.Value;
                else if (member.NameEquals("args"u8)) args = member.Value;
                else if (member.NameEquals("volumeMounts"u8)) mounts = member.Value;
                else if (member.NameEquals("readinessProbe"u8)) readiness = member.Value;
                else if (member.NameEquals("livenessProbe"u8)) liveness = member.Value;
                else if (member.NameEquals("startupProbe"u8)) startup = member.Value;
                else if (member.NameEquals("lifecycle"u8)) lifecycle = member.Value;
                else if (member.NameEquals("restartPolicy"u8)) policy = member.Value;
                else if (member.NameEquals("restartPolicyRules"u8)) rules = member.Value;
            }
        }
        return new ContainerMembers
        {
            Name = name, Command = command, Args = args, Lifecycle = lifecycle, VolumeMounts = mounts,
            StartupProbe = startup, ReadinessProbe = readiness, LivenessProbe = liveness, RestartPolicy = policy, RestartPolicyRules = rules,
        };
    }
}
