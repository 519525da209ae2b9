using PodOrder.Hints;

namespace PodOrder.Tests.Hints;

public sealed class HintReaderTests
{
    [Fact]
    public void Annotations_of_others_ask_for_nothing() =>
        Assert.Null(HintReader.Read([KeyValuePair.Create("prometheus.io/scrape", "true"), KeyValuePair.Create("podorder.io.example/order", "x")]));

    [Fact]
    public void Inject_and_status_alone_ask_for_nothing() =>
        Assert.Null(Read.Annotations(("inject", "true"), ("status", "{}")));

    [Fact]
    public void Everything_that_was_said_is_in_the_hint()
    {
        var hint = Read.Hint(
            ("order", "db -> web"), ("depends-on", "web: cache:started"), ("ready", "db: tcp:5432"),
            ("command", """{"web": ["nginx", "-g", "daemon off;"], "db": ["docker-entrypoint.sh", ""]}"""), ("strategy", "postStart\n"), ("timeout", " 1h30m"));
        Assert.Equal(
            """
            podorder.io/command: {"web":["nginx","-g","daemon off;"],"db":["docker-entrypoint.sh",""]}
            podorder.io/depends-on: {"web":["cache:started"]}
            podorder.io/order: db -> web
            podorder.io/ready: {"db":"tcp:5432"}
            podorder.io/strategy: postStart
            podorder.io/timeout: 1h30m
            """,
            HintWriter.Print(hint));
    }

    [Theory]
    [InlineData("false", true)]
    [InlineData("false\n", true)]
    [InlineData("true", false)]
    [InlineData("False", false)]
    public void Only_false_opts_out(string value, bool optsOut) =>
        Assert.Equal(optsOut, HintReader.OptsOut([KeyValuePair.Create("podorder.io/order", "-> broken"), KeyValuePair.Create("podorder.io/inject", value)]));

    [Theory]
    [InlineData("False", "the value \"False\" is neither \"true\" nor \"false\"; write \"false\" to leave this Pod alone")]
    [InlineData("no", "the value \"no\" is neither \"true\" nor \"false\"; write \"false\" to leave this Pod alone")]
    [InlineData("enabled", "the value \"enabled\" is neither \"true\" nor \"false\"; write \"false\" to leave this Pod alone, or take the annotation out")]
    public void Other_values_of_inject_are_refused(string value, string sentence) =>
        Assert.Equal($"podorder.io/inject: {sentence}", Read.Refusal(("inject", value)));

    [Theory]
    [InlineData("ordr", "podorder.io/ordr: there is no such annotation; write podorder.io/order")]
    [InlineData("Order", "podorder.io/Order: there is no such annotation; write podorder.io/order")]
    [InlineData("dependson", "podorder.io/dependson: there is no such annotation; write podorder.io/depends-on")]
    [InlineData("frobnicate", "podorder.io/frobnicate: there is no such annotation; the known ones are podorder.io/order, podorder.io/depends-on, podorder.io/ready, podorder.io/command, podorder.io/strategy, podorder.io/timeout, podorder.io/inject, podorder.io/status")]
    public void An_unknown_key_is_refused_with_the_nearest_one(string key, string sentence)
    {
        var refused = Assert.Throws<RefusedException>(() => Read.Annotations((key, "db -> web")));
        Assert.Equal(sentence, refused.Message);
        Assert.Equal(RefusalReason.UnknownKey, refused.Reason);
    }

    [Theory]
    [InlineData("ready", "db: tcp:5432")]
    [InlineData("command", "{db: [postgres]}")]
    [InlineData("strategy", "auto")]
    [InlineData("timeout", "90s")]
    public void What_refines_an_order_is_refused_without_one(string key, string value) =>
        Assert.Equal(
            $"podorder.io/{key}: it says how to keep an order, but no order is asked for; add podorder.io/order or podorder.io/depends-on, or take it out",
            Read.Refusal((key, value)));

    [Theory]
    [InlineData("1s", 1)]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("1500ms", 1.5)]
    [InlineData("8760h", 31_536_000)]
    public void A_timeout_is_spelt_as_in_Kubernetes(string value, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read.Hint(("order", "db -> web"), ("timeout", value)).Timeout);

    [Theory]
    [InlineData("999ms", "\"999ms\" is out of range; write at least \"1s\" and at most \"8760h\" (365 days)")]
    [InlineData("0s", "\"0s\" is out of range; write at least \"1s\" and at most \"8760h\" (365 days)")]
    [InlineData("8761h", "\"8761h\" is out of range; write at least \"1s\" and at most \"8760h\" (365 days)")]
    [InlineData("999999999999h", "\"999999999999h\" is no duration; write whole numbers with h, m or s, such as \"90s\", \"10m\" or \"1h30m\"")]
    [InlineData("90", "\"90\" is no duration; write \"90s\" for seconds")]
    [InlineData("1d", "\"1d\" is no duration; write whole numbers with h, m or s, such as \"90s\", \"10m\" or \"1h30m\"")]
    [InlineData("1.5h", "\"1.5h\" is no duration; write whole numbers with h, m or s, such as \"90s\", \"10m\" or \"1h30m\"")]
    [InlineData("-5s", "\"-5s\" is no duration; write whole numbers with h, m or s, such as \"90s\", \"10m\" or \"1h30m\"")]
    [InlineData("", "\"\" is no duration; write whole numbers with h, m or s, such as \"90s\", \"10m\" or \"1h30m\"")]
    public void A_timeout_that_is_none_or_out_of_range_is_refused(string value, string sentence) =>
        Assert.Equal($"podorder.io/timeout: {sentence}", Read.Refusal(("order", "db -> web"), ("timeout", value)));

    [Theory]
    [InlineData("poststart", "there is no strategy \"poststart\"; write \"postStart\" (the strategies are auto, sentinel, postStart)")]
    [InlineData("wait", "there is no strategy \"wait\"; write auto, sentinel or postStart")]
    public void An_unknown_strategy_is_refused_with_the_nearest_one(string value, string sentence) =>
        Assert.Equal($"podorder.io/strategy: {sentence}", Read.Refusal(("order", "db -> web"), ("strategy", value)));

    [Theory]
    [InlineData("{db: postgres}", "the command of \"db\" at character 6 is a single value; write a list such as {\"db\": [\"docker-entrypoint.sh\", \"postgres\"]}")]
    [InlineData("{db: []}", "the command of \"db\" at character 6 names no program; write a list such as {\"db\": [\"docker-entrypoint.sh\", \"postgres\"]}")]
    [InlineData("{db: ['', x]}", "the command of \"db\" at character 6 names no program; write a list such as {\"db\": [\"docker-entrypoint.sh\", \"postgres\"]}")]
    [InlineData("{db: [sh, [x]]}", "there is a list at character 11 instead of an argument; write a list of strings such as {\"db\": [\"docker-entrypoint.sh\", \"postgres\"]}")]
    [InlineData("{wbe: [sh]}", "the entry of \"wbe\" is used by nobody, it takes no part in the order; write \"web\", or take the entry out")]
    [InlineData("""{db: ["a\ud800"]}""", "the value is neither JSON nor YAML at character 7 (While scanning a quoted scalar, found invalid Unicode surrogates); write a map such as {\"db\": [\"docker-entrypoint.sh\", \"postgres\"]}")]
    public void A_malformed_command_is_refused(string value, string sentence) =>
        Assert.Equal($"podorder.io/command: {sentence}", Read.Refusal(("order", "db -> web"), ("command", value)));

    [Theory]
    [InlineData("""{"web": ["\ud83d\ude00\/\u00e9\b\f\n\r\t\"\\"]}""", "😀/é\b\f\n\r\t\"\\")]
    [InlineData("""{"web": ["😀"]}""", "😀")]
    [InlineData("web: ['it''s']", "it's")]
    [InlineData("web:\n- |\n  a\n  b\n", "a\nb\n")]
    public void Strings_are_those_of_JSON_and_YAML(string value, string argument) =>
        Assert.Equal([argument], Read.Hint(("order", "db -> web"), ("command", value)).Command["web"]);

    [Theory]
    [InlineData('\ud800')]
    [InlineData('\udc00')]
    public void Half_a_character_is_refused(char half) =>
        Assert.Equal(
            "podorder.io/command: there is a NUL or half a character at character 7; take it out",
            Read.Refusal(("order", "db -> web"), ("command", $"{{db: [a{half}]}}")));

    [Fact]
    public void A_value_longer_than_an_object_may_carry_is_refused() =>
        Assert.Equal("podorder.io/order: the value has 262145 characters; write at most 262144", Read.Refusal(("order", new string(' ', 262145))));
}
