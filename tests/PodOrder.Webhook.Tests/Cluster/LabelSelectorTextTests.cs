using PodOrder.Policies;
using PodOrder.Webhook.Policies;

namespace PodOrder.Webhook.Tests.Cluster;

public sealed class LabelSelectorTextTests
{
    [Theory]
    [InlineData("team=shop", "team In shop")]
    [InlineData("team==shop", "team In shop")]
    [InlineData("team != shop", "team NotIn shop")]
    [InlineData("example.com/team in (a,b , c)", "example.com/team In a,b,c")]
    [InlineData("team notin (a)", "team NotIn a")]
    [InlineData("team", "team Exists ")]
    [InlineData(" !team ", "team DoesNotExist ")]
    [InlineData("a=,b in (x, y),!c", "a In ; b In x,y; c DoesNotExist ")]
    public void It_is_read_as_kubectl_reads_it(string text, string meaning) =>
        Assert.Equal(meaning, string.Join("; ", LabelSelectorText.Parse(text).Requirements.Select(r => $"{r.Key} {r.Operator} {string.Join(',', r.Values)}")));

    [Theory]
    [InlineData("", "\"\" is no condition on a label such as team=shop, tier in (web, api) or !legacy")]
    [InlineData("a=b,", "\"\" is no condition on a label such as team=shop, tier in (web, api) or !legacy")]
    [InlineData("a in b", "\"a in b\" is no condition on a label such as team=shop, tier in (web, api) or !legacy")]
    [InlineData("a > 3", "\"a > 3\" is no condition on a label such as team=shop, tier in (web, api) or !legacy")]
    public void What_is_none_is_told(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => LabelSelectorText.Parse(text)).Message);
}
