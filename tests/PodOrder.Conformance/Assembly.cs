using System.Runtime.Versioning;
using Xunit.Sdk;
using Xunit.v3;

[assembly: SupportedOSPlatform("linux")]

// A Pod spends its time waiting: many may run at once on few cores.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 8)]
