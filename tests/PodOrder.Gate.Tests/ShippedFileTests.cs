namespace PodOrder.Gate.Tests;

/// <summary>What is shipped: one static file, and its twin for https checks.</summary>
public sealed class ShippedFileTests
{
    [Fact]
    public void The_plain_gate_has_at_most_2_MB() => Assert.InRange(new FileInfo(GateBinary.Plain).Length, 1, 2_000_000);

    [Fact]
    public void The_gate_with_TLS_has_at_most_5_MB() => Assert.InRange(new FileInfo(GateBinary.Tls).Length, 1, 5_000_000);

    [Theory]
    [InlineData("gate")]
    [InlineData("gate-tls")]
    public void They_need_no_loader_and_no_library(string name)
    {
        var file = name == "gate" ? GateBinary.Plain : GateBinary.Tls;
        Assert.DoesNotContain("INTERP", Tool.Run("/usr/bin/readelf", "--program-headers", "--wide", file), StringComparison.Ordinal);
        Assert.DoesNotContain("NEEDED", Tool.Run("/usr/bin/readelf", "--dynamic", file), StringComparison.Ordinal);
    }
}
