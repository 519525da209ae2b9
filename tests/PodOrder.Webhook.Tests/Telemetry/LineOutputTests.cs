using System.Text;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Tests.Telemetry;

public sealed class LineOutputTests
{
    [Fact]
    public void Every_line_of_every_thread_arrives_whole_and_in_its_threads_order()
    {
        using var stream = new MemoryStream();
        using (var output = new LineOutput(stream))
            Parallel.For(0, 8, thread =>
            {
                for (var i = 0; i < 1000; i++)
                    output.Write(Encoding.UTF8.GetBytes($"{thread} {i}\n"), atOnce: i % 100 == 0);
            });

        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToLookup(line => line[0], line => int.Parse(line[1]));
        Assert.Equal(8, lines.Count);
        Assert.All(lines, thread => Assert.Equal(Enumerable.Range(0, 1000), thread));
    }

    [Fact]
    public void Lines_that_nobody_takes_are_lost_and_hold_nobody_up()
    {
        using var stream = new StuckStream();
        using var output = new LineOutput(stream);
        var line = new byte[1000];
        output.Write(line, atOnce: true);
        Assert.True(stream.Reached.Wait(TimeSpan.FromSeconds(10)));

        for (var i = 0; i < 10_000; i++)
            output.Write(line, atOnce: true);
        stream.Free.Set();
        output.Dispose();

        Assert.InRange(stream.Written, 1000, 1000 + 1024 * 1024);
    }

    private sealed class StuckStream : MemoryStream
    {
        public ManualResetEventSlim Reached { get; } = new();

        public ManualResetEventSlim Free { get; } = new();

        public long Written { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Reached.Set();
            Free.Wait();
            Written += buffer.Length;
        }
    }
}
