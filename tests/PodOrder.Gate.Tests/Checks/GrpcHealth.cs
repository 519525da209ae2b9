using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace PodOrder.Gate.Tests.Checks;

/// <summary>grpc.health.v1.Health/Check by hand, over HTTP/2 without TLS, as kubelet's gRPC probe asks for it.</summary>
internal static class GrpcHealth
{
    public const byte Serving = 1;
    public const byte NotServing = 2;

    /// <summary>A server that knows one service and its state, which the test may change.</summary>
    public static Task<HttpServer> Start(string service, Func<byte> status) => HttpServer.Start(
        async context =>
        {
            using MemoryStream request = new();
            await context.Request.Body.CopyToAsync(request);
            context.Response.ContentType = "application/grpc";
            if (context.Request.Path != "/grpc.health.v1.Health/Check")
            {
                context.Response.Headers["grpc-status"] = "12";
                return;
            }

            if (ServiceOf(request.ToArray()) != service)
            {
                context.Response.Headers["grpc-status"] = "5"; // NOT_FOUND, in a response of trailers only
                return;
            }

            await context.Response.Body.WriteAsync(new byte[] { 0, 0, 0, 0, 2, 8, status() });
            context.Response.AppendTrailer("grpc-status", "0");
        },
        protocols: HttpProtocols.Http2);

    /// <summary>HealthCheckRequest.service (field 1) behind the five bytes of a gRPC message's head.</summary>
    private static string ServiceOf(byte[] message) => message.Length <= 5 ? "" : Encoding.UTF8.GetString(message.AsSpan(7));
}
