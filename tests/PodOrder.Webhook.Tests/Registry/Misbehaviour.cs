using Microsoft.AspNetCore.Http;
using PodOrder.Registry;

namespace PodOrder.Webhook.Tests.Registry;

/// <summary>How a registry misbehaves, and what has to come of it.</summary>
internal static class Misbehaviour
{
    public const string Web = "team/web:1";

    /// <summary>Answers where the path holds this.</summary>
    public static Func<HttpContext, Task<bool>> On(string path, RequestDelegate answer) => async context =>
    {
        if (!context.Request.Path.Value!.Contains(path, StringComparison.Ordinal))
            return false;
        await answer(context);
        return true;
    };

    public static RequestDelegate Redirect(Func<string> location) => context =>
    {
        context.Response.StatusCode = 307;
        context.Response.Headers.Location = location();
        return Task.CompletedTask;
    };

    public static Task ExpectAsync(this FakeRegistry registry, LookUpReason reason, RequestDelegate answer, string path)
    {
        registry.Instead = On(path, answer);
        return registry.ExpectAsync(reason);
    }

    public static async Task ExpectAsync(this FakeRegistry registry, LookUpReason reason)
    {
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host) with { LargestManifest = 1 << 20, LargestConfig = 1 << 20 });
        var found = await lookUp.FindAsync($"{registry.Host}/{Web}");
        Assert.Equal(reason, found.Reason);
        Assert.Null(found.Command);
    }
}
