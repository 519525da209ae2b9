using PodOrder.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// What an admission costs without its transport: bytes of a review in, bytes of the answer out.
//   dotnet run -c Release --project bench/PodOrder.Benchmarks -- --filter '*'
// In this process: a project of its own for each benchmark would restore packages that no lock file names.
var config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(10), logOutput: true)))
    .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "podorder-benchmarks"));
BenchmarkSwitcher.FromAssembly(typeof(MutationBenchmarks).Assembly).Run(args, config);
