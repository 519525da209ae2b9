using System.Runtime.Versioning;
using PodOrder.E2E.Installing;
using Xunit.Sdk;
using Xunit.v3;

[assembly: SupportedOSPlatform("linux")]

// A Pod spends its time waiting: many may run at once. What changes the installation itself runs alone (see Alone).
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 6)]
[assembly: AssemblyFixture(typeof(SuiteInstallation))]
