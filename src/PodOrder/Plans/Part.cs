namespace PodOrder.Plans;

/// <summary>What a dependency has to do so that one of its waiters can be kept waiting; several waiters add up.</summary>
[Flags]
internal enum Part
{
    /// <summary>Nothing: it is not touched.</summary>
    Nothing = 0,

    /// <summary>Its wrapper records that its process has been launched.</summary>
    RecordStart = 1,

    /// <summary>Its wrapper supervises it and records how it ended.</summary>
    RecordEnd = 2,

    /// <summary>Its wrapper stays after exit code 0, so that kubelet does not run it again.</summary>
    Park = 4,

    /// <summary>A postStart hook records that it has been launched, since its command is not known.</summary>
    Mark = 8,

    /// <summary>Its exec probe records that it has passed.</summary>
    RecordProbe = 16,

    /// <summary>A postStart hook of it holds back the containers after it.</summary>
    Await = 32,

    /// <summary>Its wrapper stays until that hook has seen the end.</summary>
    Linger = 64,
}
