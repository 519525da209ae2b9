using System.CommandLine;
using System.Diagnostics;
using PodOrder.Faults;
using PodOrder.Faults.Faults;

if (args is [Cable.FarEnd, var address, var port, var count])
{
    await Cable.BeFarEndAsync(address, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}

Option<bool> quick = new("--quick") { Description = "The short form: a minute or two." };
Option<string[]> only = new("--only") { Description = "Only these, by their names in the table; repeated." };
Option<int?> body = new("--body") { Description = "With --only fuzz: sends this one body and prints it." };
Option<int?> bodies = new("--bodies") { Description = "How many bodies are mutated." };
Option<string?> write = new("--write") { Description = "Also writes the table as this page, such as docs/faults.md." };
Option<string> binary = new("--binary") { Description = "The server.", DefaultValueFactory = _ => "out/linux-x64/podorder-webhook" };
RootCommand root = new("Lets things go wrong around the admission server, and looks what it does.") { quick, only, body, bodies, write, binary };
root.SetAction(async parsed =>
{
    Server.Program = Path.GetFullPath(parsed.GetRequiredValue(binary));
    if (parsed.GetValue(body) is { } number)
        return await new Fuzz().ShowAsync(number);

    var scale = new FaultScale(parsed.GetValue(quick), parsed.GetValue(bodies));
    Fault[] all =
    [
        new KillUnderLoad(), new FullDisk(), new VanishingCertificate(), new AbsentApiServer(), new ClockJumps(),
        new SlowConnections(), new HalfOpenConnections(), new LargeBodies(), new Fuzz(),
    ];
    var chosen = parsed.GetValue(only) is { Length: > 0 } names ? [.. all.Where(fault => names.Contains(fault.Name))] : all;
    var table = new FaultTable();
    foreach (var fault in chosen)
    {
        var begin = Stopwatch.GetTimestamp();
        Console.Error.Write($"{fault.Name} … ");
        await Trial.RunAsync(fault, scale, table);
        Console.Error.WriteLine($"{Stopwatch.GetElapsedTime(begin).TotalSeconds:F0} s");
    }
    Console.WriteLine(table);
    if (parsed.GetValue(write) is { } page)
        await File.WriteAllTextAsync(page, table.ToPage());
    return table.IsGood ? 0 : 1;
});
return await root.Parse(args).InvokeAsync();
