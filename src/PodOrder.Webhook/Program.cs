using PodOrder.Webhook;
using PodOrder.Webhook.Certificates;
using PodOrder.Webhook.Serving;
using PodOrder.Webhook.Telemetry;

NativeMemory.KeepInOneArena();
SystemTrust.LeaveUnread();
return await CommandLine.RunAsync(args, async settings =>
{
    try
    {
        await using var server = WebhookServer.Create(settings);
        await server.StartAsync();
        server.Logger.Serving(server.Urls.First(url => url.StartsWith("https:", StringComparison.Ordinal)));
        await server.WaitForShutdownAsync();
        server.Logger.Stopped();
        return 0;
    }
    catch (Exception e) when (e is UnusableCertificateException or IOException or ArgumentException)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return 1;
    }
});
