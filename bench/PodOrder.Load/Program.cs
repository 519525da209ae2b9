using System.CommandLine;
using PodOrder.Load;

// The server's numbers beside their goals (DESIGN, section 7) and beside a bare echo over the same TLS, all in one run:
//   bench/load.sh [--urgent] [--rounds N] [--seconds N] [--peer URL --peer-pid PID]
Option<int> rounds = new("--rounds") { Description = "How often each server is loaded, in turns.", DefaultValueFactory = _ => 5 };
Option<int> seconds = new("--seconds") { Description = "How long each time.", DefaultValueFactory = _ => 5 };
Option<string?> peer = new("--peer") { Description = "Another server's URL, which is sent the same review." };
Option<int?> peerPid = new("--peer-pid") { Description = "Its process." };
Option<string> binaries = new("--binaries") { Description = "Where podorder-webhook and podorder-echo are.", DefaultValueFactory = _ => "out/linux-x64" };
RootCommand root = new("Measures the admission server under load.") { rounds, seconds, peer, peerPid, binaries };
root.Validators.Add(result =>
{
    if (result.GetValue(peer) is null != result.GetValue(peerPid) is null)
        result.AddError("--peer and --peer-pid have to be given together.");
    if (result.GetValue(peer) is { } url && !Uri.IsWellFormedUriString(url, UriKind.Absolute))
        result.AddError($"--peer is a URL such as https://127.0.0.1:9443/mutate, not '{url}'.");
});
root.SetAction(async parsed =>
{
    var folder = parsed.GetRequiredValue(binaries);
    ServerProgram[] programs =
    [
        new("echo", Path.Combine(folder, "podorder-echo"), "/", (port, _) => [port]),
        new("PodOrder", Path.Combine(folder, "podorder-webhook"), "/mutate?timeout=10s", (port, metrics) => ["--port", port, "--metrics-port", metrics]),
    ];
    var other = parsed.GetValue(peer) is { } url ? new Contender("peer", new Uri(url), parsed.GetValue(peerPid)!.Value) : null;
    Console.WriteLine(await new Measurement(parsed.GetValue(rounds), parsed.GetValue(seconds)).RunAsync(programs, other));
});
return await root.Parse(args).InvokeAsync();
