using PodOrder.Gate.Flags;
using PodOrder.Gate.Sentinels;
using PodOrder.Gate.Waiting;

namespace PodOrder.Gate.Verbs;

/// <summary>A container whose state directory is prepared.</summary>
/// <param name="name">Its name.</param>
/// <param name="policy">Its effective restart policy.</param>
internal sealed class InstalledContainer(string name, RestartPolicy policy)
{
    public string Name => name;

    public RestartPolicy Policy => policy;

    /// <summary>It has had its last run without a success.</summary>
    public bool IsGone(in DependencyState last) => policy switch
    {
        RestartPolicy.OnFailure => last.Gone || last.Stopped is 0,
        RestartPolicy.Never => last.Gone || last.Started || last.Ended is not null || last.Stopped is not null || last.Life != WrapperLife.NotBegun,
        _ => false,
    };

    /// <summary>Reads <c>NAME[=RestartPolicy]</c>.</summary>
    public static InstalledContainer Parse(Arguments arguments)
    {
        var equals = arguments.Value.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? new InstalledContainer(arguments.Value, RestartPolicy.Always)
            : new InstalledContainer(arguments.Value[..equals], DependencyFlags.Policy(arguments, arguments.Value[(equals + 1)..]));
    }
}
