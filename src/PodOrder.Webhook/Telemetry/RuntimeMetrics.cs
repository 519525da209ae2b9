using Prometheus;

namespace PodOrder.Webhook.Telemetry;

/// <summary>What is told of the process and its runtime, under the names that Prometheus' clients share.</summary>
public sealed class RuntimeMetrics
{
    private const string OpenFiles = "/proc/self/fd";

    private readonly Counter _cpu;
    private readonly Gauge _memory;
    private readonly Gauge _files;
    private readonly Counter _collections;
    private readonly Counter _pauses;
    private readonly Gauge _heap;
    private readonly Gauge _threads;
    private readonly Gauge _queue;

    /// <summary>Declares the metrics.</summary>
    public RuntimeMetrics(IMetricFactory factory, TimeProvider time)
    {
        factory.CreateGauge("process_start_time_seconds", "When the process was started, in seconds since the epoch.").Set(time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
        _cpu = factory.CreateCounter("process_cpu_seconds_total", "Seconds of processor time, user and system.");
        _memory = factory.CreateGauge("process_resident_memory_bytes", "Resident memory.");
        _files = factory.CreateGauge("process_open_fds", "Open file descriptors.");
        _collections = factory.CreateCounter("dotnet_gc_collections_total", "Garbage collections by generation; one of a generation counts for those below it.", ["generation"]);
        _pauses = factory.CreateCounter("dotnet_gc_pause_seconds_total", "Seconds for which collections have stopped the server.");
        _heap = factory.CreateGauge("dotnet_gc_heap_bytes", "Bytes on the managed heap, what is not collected yet included.");
        _threads = factory.CreateGauge("dotnet_thread_pool_threads", "Threads of the pool.");
        _queue = factory.CreateGauge("dotnet_thread_pool_queue_length", "Work that waits for a thread of the pool.");
    }

    /// <summary>Looks at everything anew.</summary>
    public void Refresh()
    {
        _cpu.IncTo(Environment.CpuUsage.TotalTime.TotalSeconds);
        _memory.Set(Environment.WorkingSet);
        _files.Set(Directory.EnumerateFileSystemEntries(OpenFiles).Count());
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            _collections.WithLabels(generation.ToString(System.Globalization.CultureInfo.InvariantCulture)).IncTo(GC.CollectionCount(generation));
        _pauses.IncTo(GC.GetTotalPauseDuration().TotalSeconds);
        _heap.Set(GC.GetTotalMemory(forceFullCollection: false));
        _threads.Set(ThreadPool.ThreadCount);
        _queue.Set(ThreadPool.PendingWorkItemCount);
    }
}
