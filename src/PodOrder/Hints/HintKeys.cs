namespace PodOrder.Hints;

/// <summary>The keys of our annotations.</summary>
public static class HintKeys
{
    /// <summary>What every key of ours begins with.</summary>
    public const string Prefix = "podorder.io/";

    /// <summary>Stages: <c>db, cache -> migrate -> web</c>.</summary>
    public const string Order = Prefix + "order";

    /// <summary>A map, container → what it waits for.</summary>
    public const string DependsOn = Prefix + "depends-on";

    /// <summary>A map, container → how its readiness is told.</summary>
    public const string Ready = Prefix + "ready";

    /// <summary>A map, container → the command of its image.</summary>
    public const string Command = Prefix + "command";

    /// <summary><c>auto</c>, <c>sentinel</c> or <c>postStart</c>.</summary>
    public const string Strategy = Prefix + "strategy";

    /// <summary>The longest wait of any container.</summary>
    public const string Timeout = Prefix + "timeout";

    /// <summary><c>"false"</c>: leave the Pod alone.</summary>
    public const string Inject = Prefix + "inject";

    /// <summary>Written by the webhook.</summary>
    public const string Status = Prefix + "status";

    /// <summary>All of them.</summary>
    internal static readonly string[] All = [Order, DependsOn, Ready, Command, Strategy, Timeout, Inject, Status];
}
