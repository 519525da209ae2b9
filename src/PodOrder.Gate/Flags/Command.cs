using System.Runtime.InteropServices;
using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Flags;

/// <summary>A program and its arguments as they were given, byte for byte: a pointer into argv, which ends with a null pointer.</summary>
internal readonly unsafe struct Command(byte** arguments)
{
    public byte** Arguments { get; } = arguments;

    public bool IsEmpty => Arguments is null || Arguments[0] is null;

    public string Name => IsEmpty ? "" : CString.Read(Arguments[0]);

    /// <summary>The first <paramref name="count"/> arguments as a command of their own.</summary>
    public Command Take(int count)
    {
        var copy = (byte**)NativeMemory.AllocZeroed((nuint)count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < count && Arguments[i] is not null; i++) copy[i] = Arguments[i];
        return new Command(copy);
    }

    /// <summary>The command after its first <paramref name="count"/> arguments.</summary>
    public Command Skip(int count)
    {
        var rest = Arguments;
        while (count-- > 0 && *rest is not null) rest++;
        return new Command(rest);
    }
}
