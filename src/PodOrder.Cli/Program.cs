return await PodOrder.Cli.CommandLine.RunAsync(args);
