using PodOrder.Hints;

namespace PodOrder.Tests.Hints;

public sealed class ReadyTests
{
    [Theory]
    [InlineData("tcp:5432", ReadyCheckKind.Tcp, 5432, "", "tcp:5432")]
    [InlineData("http:8080/healthz?full=1", ReadyCheckKind.Http, 8080, "/healthz?full=1", "http:8080/healthz?full=1")]
    [InlineData("http:80", ReadyCheckKind.Http, 80, "/", "http:80/")]
    [InlineData("https:8443/healthz", ReadyCheckKind.Https, 8443, "/healthz", "https:8443/healthz")]
    [InlineData("grpc:9000/my.Service", ReadyCheckKind.Grpc, 9000, "my.Service", "grpc:9000/my.Service")]
    [InlineData("grpc:9000", ReadyCheckKind.Grpc, 9000, "", "grpc:9000")]
    [InlineData("file:/opt/workspace/mvn log", ReadyCheckKind.File, 0, "/opt/workspace/mvn log", "file:/opt/workspace/mvn log")]
    public void Every_kind_of_check_is_read(string check, ReadyCheckKind kind, int port, string target, string canonical)
    {
        var ready = Read.Hint(("order", "db -> web"), ("ready", $"db: {check}")).Ready["db"];
        Assert.Equal(new ReadyCheck(kind, port, target), ready);
        Assert.Equal(canonical, ready.ToString());
    }

    [Theory]
    [InlineData("tcp:0", "write \"tcp:PORT\" with a port from 1 to 65535")]
    [InlineData("tcp:65536", "write \"tcp:PORT\" with a port from 1 to 65535")]
    [InlineData("tcp:+80", "write \"tcp:PORT\" with a port from 1 to 65535")]
    [InlineData("http:web/healthz", "write \"http:PORT/path\" with a port from 1 to 65535 and a path of visible ASCII characters")]
    [InlineData("http:80/a b", "write \"http:PORT/path\" with a port from 1 to 65535 and a path of visible ASCII characters")]
    [InlineData("http://localhost:8080/healthz", "write \"http:8080/healthz\", the host is always this Pod")]
    [InlineData("tcp://db:5432", "write \"tcp:5432\", the host is always this Pod")]
    [InlineData("https:/healthz", "write \"https:PORT/path\" with a port from 1 to 65535 and a path of visible ASCII characters")]
    [InlineData("grpc:x", "write \"grpc:PORT\" or \"grpc:PORT/service\" with a port from 1 to 65535")]
    [InlineData("file:mvn.log", "write \"file:/path\" with the absolute path of a file")]
    [InlineData("file:/opt/", "write \"file:/path\" with the absolute path of a file")]
    [InlineData("5432", "write \"tcp:5432\"")]
    [InlineData("/opt/mvn.log", "write \"file:/opt/mvn.log\"")]
    [InlineData("exec:true", "write tcp:PORT, http:PORT/path, https:PORT/path, grpc:PORT/service or file:/path")]
    public void A_malformed_check_is_refused_with_what_to_write(string check, string instead) =>
        Assert.Equal($"podorder.io/ready: \"{check}\" at character 5 is no check; {instead}", Read.Refusal(("order", "db -> web"), ("ready", $"db: \"{check}\"")));

    [Fact]
    public void A_check_is_a_single_value() =>
        Assert.Equal(
            "podorder.io/ready: the check of \"db\" at character 6 is a map; write it as tcp:PORT, http:PORT/path, https:PORT/path, grpc:PORT/service or file:/path, such as {\"db\": \"tcp:5432\"}",
            Read.Refusal(("order", "db -> web"), ("ready", "{db: {tcp: 5432}}")));

    [Theory]
    [InlineData("db -> web", "bd: tcp:5432", "podorder.io/ready: the entry of \"bd\" is used by nobody, nobody waits for it to be ready; write \"db\", or take the entry out")]
    [InlineData("db -> web", "web: tcp:80", "podorder.io/ready: the entry of \"web\" is used by nobody, nobody waits for it to be ready; take the entry out")]
    [InlineData("db:started -> web", "db: tcp:5432", "podorder.io/ready: the entry of \"db\" is used by nobody, nobody waits for it to be ready; write \"db:ready\", or take the entry out")]
    public void An_entry_that_nobody_waits_for_is_refused(string order, string ready, string sentence) =>
        Assert.Equal(sentence, Read.Refusal(("order", order), ("ready", ready)));

    [Fact]
    public void An_entry_is_used_when_any_waiter_waits_for_ready() =>
        Assert.Single(Read.Hint(("order", "db:started -> web"), ("depends-on", "web: db:ready"), ("ready", "db: tcp:5432")).Ready);
}
