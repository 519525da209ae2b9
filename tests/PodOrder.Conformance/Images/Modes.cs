namespace PodOrder.Conformance.Images;

/// <summary>File modes that are used more than once.</summary>
public static class Modes
{
    /// <summary>0755.</summary>
    public const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>0777, as kubelet makes an emptyDir.</summary>
    public const UnixFileMode Anyone = Executable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>1777.</summary>
    public const UnixFileMode AnyoneSticky = Anyone | UnixFileMode.StickyBit;
}
