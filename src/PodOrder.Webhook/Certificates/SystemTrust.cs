using System.Runtime.InteropServices;

namespace PodOrder.Webhook.Certificates;

/// <summary>The machine's bundle of trusted authorities.</summary>
internal static partial class SystemTrust
{
    /// <summary>
    /// Keeps the runtime from reading it. To put the chain of its own certificate together the TLS stack would load
    /// the whole bundle before the first handshake, which is two thirds of the time until the first answer; a server
    /// that asks no client for a certificate has no use for it. A connection that the server opens itself has to name
    /// whom it trusts.
    /// </summary>
    public static void LeaveUnread()
    {
        foreach (var variable in (ReadOnlySpan<string>)["SSL_CERT_DIR", "SSL_CERT_FILE"])
            // Environment.SetEnvironmentVariable would not reach the native code that reads it.
            _ = SetEnvironment(variable, "/dev/null", overwrite: 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
