namespace PodOrder.Gate.Tests.Harness;

/// <summary>Signal numbers of Linux on x86-64 and arm64.</summary>
internal static class Signals
{
    public const int Hup = 1;
    public const int Int = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Usr1 = 10;
    public const int Usr2 = 12;
    public const int Pipe = 13;
    public const int Term = 15;
    public const int Chld = 17;
    public const int Cont = 18;
    public const int Stop = 19;
    public const int Tstp = 20;
    public const int Urg = 23;
    public const int Winch = 28;
}
