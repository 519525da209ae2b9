namespace PodOrder.Gate.Posix;

/// <summary>The error numbers that make a difference.</summary>
internal static class Errno
{
    public const int NotPermitted = 1, NotFound = 2, Interrupted = 4, NotExecutable = 8, WouldBlock = 11, AccessDenied = 13, Exists = 17;
    public const int NotADirectory = 20, IsADirectory = 21, TooManyOnTheMachine = 23, InProgress = 115;
    public const int ConnectionRefused = 111, HostUnreachable = 113, NetworkUnreachable = 101, ConnectionReset = 104;
}
