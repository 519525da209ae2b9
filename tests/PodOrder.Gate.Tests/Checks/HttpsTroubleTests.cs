using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace PodOrder.Gate.Tests.Checks;

/// <summary>Servers that speak TLS badly, slowly, or not at all: the check fails and is made again, and the gate survives.</summary>
public sealed class HttpsTroubleTests
{
    [Fact]
    public async Task A_server_without_TLS_fails_and_the_reason_is_told()
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        await using var db = await HttpServer.Start(HttpServer.Status(200));
        await Waiter.Waits(shared, $"https:{db.Port}/", "answered with something else than TLS");
    }

    [Theory]
    [InlineData("", "closed without an answer")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "answered with something else than TLS")]
    [InlineData("\x16\x03\x03\x00\x05\x02\x00\x00\x01\x00", "TLS")]
    [InlineData("\x16\x03\x03\x7f\x7fgarbage that never ends", "TLS")]
    [InlineData("\x15\x03\x03\x00\x02\x02\x28", "TLS refused by the server: handshake_failure")]
    [InlineData("\x16\x03\x03\x00\x04\x02\x00\x10", "closed without an answer")]
    public async Task What_is_no_handshake_fails_and_is_asked_again(string answer, string reason)
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var db = TcpDependency.Listening();
        await using var gate = Waiter.Start(shared, $"https:{db.Port}/");
        for (var tries = 0; tries < 2; tries++)
        {
            using var connection = await db.Accept();
            await connection.ReceiveAsync(new byte[4096]); // the client's greeting
            await connection.SendAsync(System.Text.Encoding.Latin1.GetBytes(answer));
            connection.Shutdown(SocketShutdown.Send);
            await connection.ReceiveAsync(new byte[4096]);
        }

        await Eventually.True(() => shared.Read("web", "waiting")?.Contains(reason, StringComparison.Ordinal) == true, reason);
        Assert.True(gate.IsRunning);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_the_greeting_is_asked_again_after_the_checks_timeout()
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var db = TcpDependency.Listening();
        await using var gate = Waiter.Start(shared, $"https:{db.Port}/", "--check-timeout=100ms");
        using var first = await db.Accept();
        using var second = await db.Accept();
        Assert.True(gate.IsRunning);
    }

    [Fact]
    public async Task A_handshake_that_comes_byte_by_byte_is_taken_in()
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var certificate = Certificates.Of("rsa");
        await using var db = await HttpServer.Start(HttpServer.Status(200), certificate: certificate);
        using DistortingProxy proxy = new(db.Port, (bytes, _) => bytes.Select(one => new[] { one }));
        await Waiter.Opens(shared, $"https:{proxy.Port}/", "--check-timeout=10s");
        Assert.Equal(1, proxy.Connections);
    }

    [Theory]
    [InlineData("tls1_2")]
    [InlineData("tls1_3")]
    [Trait("Category", "Slow")]
    public async Task A_byte_gone_wrong_anywhere_in_the_handshake_costs_one_try_at_most(string version)
    {
        using var db = await OpensslServer.Start("ec -pkeyopt ec_paramgen_curve:P-256", "-" + version);
        await Parallel.ForAsync(0, 150, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (position, _) =>
        {
            using var shared = SharedDirectory.WithTls("db", "web");
            using DistortingProxy proxy = new(db.Port, (bytes, before) =>
            {
                var wrong = (position * 7) - before;
                if (wrong >= 0 && wrong < bytes.Length)
                    bytes[wrong] ^= (byte)(1 << (position % 8));
                return [bytes];
            });
            // A length gone wrong makes the client wait for what does not come.
            await Waiter.Opens(shared, $"https:{proxy.Port}/", "--check-timeout=500ms");
        });
    }
}
