using System.Text;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>The terminal of a container with `-it`, and the person before it. It lasts as long as a process has the terminal open.</summary>
internal sealed class Screen
{
    private readonly Descriptor _master;
    private readonly Descriptor _reading;
    private readonly Descriptor _writing;

    private Screen(Descriptor master)
    {
        _master = master;
        (_reading, _writing) = Descriptor.Pipe();
        new Thread(Follow) { IsBackground = true }.Start();
    }

    public Transcript Shown { get; } = new();

    /// <summary>Starts a process whose stdin, stdout and stderr are a terminal that controls its session.</summary>
    public static (GateProcess Process, Screen Screen) Start(Launch launch)
    {
        var (master, slave) = Descriptor.Terminal();
        using (slave)
        {
            var number = slave.Number;
            var process = GateProcess.Start(
                (launch with { Descriptors = new Dictionary<int, int> { [0] = number, [1] = number, [2] = number } }).Within("--terminal"));
            return (process, new Screen(master));
        }
    }

    public void Type(string text) => _master.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>The person goes away.</summary>
    public void HangUp() => _writing.Dispose();

    private unsafe void Follow()
    {
        Span<byte> buffer = stackalloc byte[4096];
        var polled = stackalloc Libc.PollDescriptor[2];
        polled[0] = new Libc.PollDescriptor { Descriptor = _master.Number, Events = Libc.POLLIN };
        polled[1] = new Libc.PollDescriptor { Descriptor = _reading.Number, Events = Libc.POLLIN };
        for (var count = 1; count > 0 && Libc.poll(polled, 2, -1) > 0 && polled[1].Returned == 0;)
        {
            count = _master.Read(buffer);
            Shown.Add(buffer[..count]);
        }

        Shown.Close();
        _master.Dispose();
        _reading.Dispose();
        _writing.Dispose();
    }
}
