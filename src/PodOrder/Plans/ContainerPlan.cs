using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>What one container has to do so that the order is kept.</summary>
internal sealed record ContainerPlan(ContainerView Container)
{
    public string Name => Container.Name;

    /// <summary>The waits of its own gate, before its process starts (strategy sentinel).</summary>
    public IReadOnlyList<Wait> Waits { get; init; } = [];

    /// <summary>Its wrapper records that its process has been launched.</summary>
    public bool RecordsStarted { get; init; }

    /// <summary>Its wrapper supervises it and records how it ended.</summary>
    public bool RecordsEnded { get; init; }

    /// <summary>Its wrapper stays after exit code 0, so that kubelet does not run it again (restartPolicy Always).</summary>
    public bool Parks { get; init; }

    /// <summary>Its wrapper stays until its postStart hook has seen the end.</summary>
    public bool Lingers { get; init; }

    /// <summary>A postStart hook records that it has been launched, since its command is not known.</summary>
    public bool Marks { get; init; }

    /// <summary>The waits of its postStart hook, which hold back the containers after it (strategy postStart).</summary>
    public IReadOnlyList<Wait> Awaits { get; init; } = [];

    /// <summary>The exec probe whose passing is recorded for waiters, or null.</summary>
    public Probe? RecordedProbe { get; init; }

    /// <summary>Its command is wrapped by <c>gate run</c>.</summary>
    public bool IsWrapped => Waits.Count > 0 || RecordsStarted || RecordsEnded;

    /// <summary>It gets a postStart hook of ours.</summary>
    public bool IsHooked => Marks || Awaits.Count > 0;
}
