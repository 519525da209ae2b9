using Microsoft.AspNetCore.Http;

namespace PodOrder.Webhook.Tests.Registry;

/// <summary>A registry that wants tokens, and its token service.</summary>
internal static class Tokens
{
    /// <summary>Hands out tokens at /token, and refuses whoever does not show one that <paramref name="accepts"/> takes.</summary>
    public static Func<HttpContext, Task<bool>> Service(FakeRegistry registry, Func<string> token, Func<string?, bool>? accepts = null) => async context =>
    {
        if (context.Request.Path == "/token")
        {
            await context.Response.WriteAsync(token());
            return true;
        }
        if (accepts?.Invoke(context.Request.Headers.Authorization) == true)
            return false;
        context.Response.StatusCode = 401;
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"http://{registry.Host}/token\",service=\"a \\\"b\\\"\",scope=\"repository:*:push\"";
        return true;
    };
}
