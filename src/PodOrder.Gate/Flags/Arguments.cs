using PodOrder.Gate.Posix;
using PodOrder.Gate.Startup;

namespace PodOrder.Gate.Flags;

/// <summary>Reads <c>gate &lt;verb&gt; --name=value… [-- argv…]</c>: one flag after another, then the command.</summary>
internal sealed unsafe class Arguments
{
    private readonly string _verb;
    private int _at = 2;
    private string? _value;

    public Arguments(string verb) => _verb = verb;

    /// <summary>Name of the flag that was read last, without its dashes.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What stands after <c>--</c>, byte for byte; empty until all flags have been read.</summary>
    public Command Command { get; private set; }

    /// <summary>Value of the flag that was read last.</summary>
    public string Value => _value ?? throw Error($"--{Name} needs a value: --{Name}=…");

    /// <summary>Value of the flag that was read last, in milliseconds.</summary>
    public long Milliseconds => Duration.TryParse(Value, out var duration)
        ? duration
        : throw Error($"--{Name}={Value} is no duration; write one like 90s, 1m30s or 500ms");

    /// <summary>Value of the flag that was read last, a count.</summary>
    public int Count => Number.TryParse(Value, out var count) && count is > 0 and <= int.MaxValue
        ? (int)count
        : throw Error($"--{Name}={Value} is no number above 0");

    /// <summary>Moves to the next flag; false at the end or at <c>--</c>.</summary>
    public bool Next()
    {
        if (_at >= Inherited.ArgumentCount) return false;

        var text = CString.Read(Inherited.Arguments[_at++]);
        if (text == "--")
        {
            Command = new Command(Inherited.Arguments + _at);
            return false;
        }
        if (text.StartsWith("--", StringComparison.Ordinal))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            Name = equals < 0 ? text[2..] : text[2..equals];
            _value = equals < 0 ? null : text[(equals + 1)..];
            return true;
        }
        Name = text;
        _value = null;
        return true;
    }

    /// <summary>The flag that was read last stands for itself.</summary>
    public bool IsGiven => _value is null ? true : throw Error($"--{Name} takes no value");

    /// <summary>The flag that was read last is none that this verb knows.</summary>
    public GateException Unknown() => Error($"unknown flag --{Name}; the gate and the flags must come from the same release");

    public GateException Error(string sentence) => new(ExitCode.GateError, $"gate {_verb}: {sentence}");
}
