using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>posix_spawn: all signals at their default and unblocked, a session or process group of its own, only the given descriptors.</summary>
internal static unsafe class Spawn
{
    // Larger than glibc's posix_spawn_file_actions_t (80), posix_spawnattr_t (336) and sigset_t (128).
    private const int OpaqueSize = 512;

    public static int Start(Launch launch, IReadOnlyDictionary<int, int> descriptors)
    {
        var place = launch.Session ? Libc.SpawnSetSession : Libc.SpawnSetProcessGroup;
        byte* actions = stackalloc byte[OpaqueSize];
        byte* attributes = stackalloc byte[OpaqueSize];
        byte* allSignals = stackalloc byte[OpaqueSize];
        byte* noSignals = stackalloc byte[OpaqueSize];
        new Span<byte>(allSignals, OpaqueSize).Fill(0xFF);
        new Span<byte>(noSignals, OpaqueSize).Clear();

        Libc.posix_spawn_file_actions_init(actions);
        Libc.posix_spawnattr_init(attributes);
        Libc.posix_spawnattr_setflags(attributes, (short)(Libc.SpawnSetSignalDefaults | Libc.SpawnSetSignalMask | place));
        Libc.posix_spawnattr_setsigdefault(attributes, allSignals);
        Libc.posix_spawnattr_setsigmask(attributes, noSignals);
        foreach (var (target, descriptor) in descriptors)
            Libc.posix_spawn_file_actions_adddup2(actions, descriptor, target);
        // What other threads have open just then need not be closed on exec.
        var highest = descriptors.Keys.Max();
        foreach (var other in Enumerable.Range(0, highest).Except(descriptors.Keys))
            Libc.posix_spawn_file_actions_addclose(actions, other);
        Libc.posix_spawn_file_actions_addclosefrom_np(actions, highest + 1);

        var path = Native([launch.Path]);
        var argv = Native(launch.Arguments);
        var environ = Native(launch.Environment);
        try
        {
            var error = Libc.posix_spawn(out var pid, path[0], actions, attributes, argv, environ);
            return error == 0 ? pid : throw new Win32Exception(error, $"{launch.Path} does not start: {Marshal.GetPInvokeErrorMessage(error)}");
        }
        finally
        {
            Free(path);
            Free(argv);
            Free(environ);
            Libc.posix_spawn_file_actions_destroy(actions);
            Libc.posix_spawnattr_destroy(attributes);
        }
    }

    private static byte** Native(IReadOnlyList<string> texts)
    {
        var array = (byte**)NativeMemory.AllocZeroed((nuint)(texts.Count + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Count; i++)
        {
            var bytes = ByteString.Terminated(texts[i]);
            array[i] = (byte*)NativeMemory.Alloc((nuint)bytes.Length);
            bytes.CopyTo(new Span<byte>(array[i], bytes.Length));
        }

        return array;
    }

    private static void Free(byte** array)
    {
        for (var at = array; *at != null; at++)
            NativeMemory.Free(*at);
        NativeMemory.Free(array);
    }
}
