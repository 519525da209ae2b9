namespace PodOrder.Cli.Tests.Running;

/// <summary>What a run of the program came to.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error);
