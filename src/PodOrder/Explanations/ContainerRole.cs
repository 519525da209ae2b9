namespace PodOrder.Explanations;

/// <summary>What kind of container it is.</summary>
public enum ContainerRole
{
    /// <summary>A container of <c>spec.containers</c>.</summary>
    Regular,

    /// <summary>An init container with restartPolicy Always (KEP-753): it starts before the regular ones and goes on running.</summary>
    Sidecar,

    /// <summary>An init container: it has ended before any regular one is started.</summary>
    Init,
}
