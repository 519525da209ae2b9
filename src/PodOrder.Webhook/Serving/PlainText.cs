using System.Text;

namespace PodOrder.Webhook.Serving;

/// <summary>Answers for people: one sentence in text/plain, which the API server shows as it is.</summary>
public static class PlainText
{
    /// <summary>Answers with a status and a sentence; a connection whose answer has begun is cut instead.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string sentence)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        var text = Encoding.UTF8.GetBytes(sentence + "\n");
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = text.Length;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(text);
    }
}
