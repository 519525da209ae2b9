using System.Globalization;
using PodOrder.Gate.Benchmarks;

// The gate's numbers beside their goals (DESIGN, section 7) and beside a static C program, all in one run:
//   dotnet run -c Release --project bench/PodOrder.Gate.Benchmarks [runs]
// On a machine with other work, "chrt --rr 20" before the built program (as root) keeps that out of the numbers.
const double noGoal = double.NaN;
var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
Contender[] contenders = [Contender.Floor, Contender.Gate];
Way[] ways = [Way.Executed, Way.Supervised];

Samples plain = new();
Dictionary<(Contender, Way), (Samples StartUp, Samples WakeUp)> times = [];
foreach (var contender in contenders)
{
    foreach (var way in ways)
        times[(contender, way)] = (new Samples(), new Samples());
}

// Taken in turns, so that what the machine does meanwhile meets everyone; the first round warms up.
for (var run = -5; run < runs; run++)
{
    var direct = await Timing.Plain();
    if (run >= 0)
        plain.Add(direct);
    foreach (var ((contender, way), samples) in times)
    {
        var (startUp, wakeUp) = (await Timing.StartUp(contender, way), await Timing.WakeUp(contender, way));
        if (run < 0)
            continue;
        samples.StartUp.Add(startUp);
        samples.WakeUp.Add(wakeUp);
    }
}

Table table = new();
table.Add("start of the application alone, median", plain.Median, noGoal, null, "ms");
foreach (var way in ways)
{
    var (floor, gate) = (times[(Contender.Floor, way)], times[(Contender.Gate, way)]);
    var (name, median, p99) = way == Way.Executed ? ("executed", 2.0, 6.0) : ("supervised", 0.6, 3.0);
    table.Add($"start → application, {name}, median", floor.StartUp.Median, gate.StartUp.Median, null, "ms");
    table.Add($"start → application, {name}, p99", floor.StartUp.P99, gate.StartUp.P99, null, "ms");
    table.Add($"the start itself, {name}, median", floor.StartUp.Median - plain.Median, gate.StartUp.Median - plain.Median, 2.0, "ms");
    table.Add($"wake-up: rename → application, {name}, median", floor.WakeUp.Median, gate.WakeUp.Median, median, "ms");
    table.Add($"wake-up: rename → application, {name}, p99", floor.WakeUp.P99, gate.WakeUp.P99, p99, "ms");
}

var (waitingFloor, waiting) = (await Footprint.Waiting(Contender.Floor), await Footprint.Waiting(Contender.Gate));
var (supervisingFloor, supervising) = (await Footprint.Supervising(Contender.Floor), await Footprint.Supervising(Contender.Gate));
table.Add("waiting: resident", waitingFloor.Resident, waiting.Resident, 2.5, "MB");
table.Add("waiting: anonymous", waitingFloor.Anonymous, waiting.Anonymous, 0.6, "MB");
table.Add("waiting: threads", waitingFloor.Threads, waiting.Threads, null, "");
table.Add("supervising: resident", supervisingFloor.Resident, supervising.Resident, null, "MB");
table.Add("supervising: anonymous", supervisingFloor.Anonymous, supervising.Anonymous, null, "MB");
table.Add("supervising: threads", supervisingFloor.Threads, supervising.Threads, null, "");
table.Add("file", new FileInfo(Programs.Floor).Length / 1e6, new FileInfo(GateBinary.Plain).Length / 1e6, 2.0, "MB");
if (File.Exists(Path.Combine(GateBinary.Folder, "gate-tls")))
    table.Add("file, with TLS", noGoal, new FileInfo(GateBinary.Tls).Length / 1e6, null, "MB");

var load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
Console.WriteLine($"{runs} runs each, in turns; {Environment.ProcessorCount} processors, load average {load:0.0}\n");
Console.WriteLine(table);
Console.WriteLine($"\nA supervised wake-up contains the start of the application, {plain.Median:0.00} ms here: below that the gate cannot come.");
if (table.HasMissed && load > Environment.ProcessorCount)
    Console.WriteLine("Goals were missed on a busy machine, where each process waits for its turn: see what static C makes of it, and the remedy at the head of Program.cs.");
