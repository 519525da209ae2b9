using System.Text;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>The terminal of a container with `-it`, and the person before it. It lasts as long as a process has the terminal open.</summary>
internal sealed class Screen
{
    private readonly Descriptor _master;

    private Screen(Descriptor master)
    {
        _master = master;
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

    private void Follow()
    {
        Span<byte> buffer = stackalloc byte[4096];
        for (int count; (count = _master.Read(buffer)) > 0;)
            Shown.Add(buffer[..count]);
        Shown.Close();
        _master.Dispose();
    }
}
