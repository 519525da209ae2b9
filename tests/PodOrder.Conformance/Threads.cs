using System.Runtime.CompilerServices;

namespace PodOrder.Conformance;

/// <summary>Pods that run side by side start processes and wait for them in turn; the pool's usual slow growth would be seen in their timestamps.</summary>
internal static class Threads
{
    [ModuleInitializer]
    internal static void Prepare() => ThreadPool.SetMinThreads(64, 64);
}
