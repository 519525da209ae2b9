using PodOrder.Hints;

namespace PodOrder.Tests.Hints;

public sealed class DependsOnTests
{
    [Theory]
    [InlineData("""{"web": {"db": "ready", "migrate": "succeeded"}}""")]
    [InlineData("""{"web":{"db":"ready","migrate":"succeeded"}}""")]
    [InlineData("{\n\t\"web\": {\n\t\t\"db\": \"ready\",\n\t\t\"migrate\": \"succeeded\"\n\t}\n}\n")]
    [InlineData("""{"web": ["db:ready", "migrate:succeeded"]}""")]
    [InlineData("web: {db: ready, migrate: succeeded}")]
    [InlineData("web:\n  db: ready\n  migrate: 'succeeded'\n")]
    [InlineData("# who waits\n---\nweb:\n- db:ready   # probe\n- migrate:succeeded\n")]
    public void A_map_is_read_from_JSON_and_YAML_alike(string value) =>
        Assert.Equal(
            [new DependsOnItem("web", "db", false, Condition.Ready), new DependsOnItem("web", "migrate", false, Condition.Succeeded)],
            Read.DependsOn(value).DependsOn);

    [Fact]
    public void A_list_holds_items_with_and_without_mark_and_condition() =>
        Assert.Equal(
            [new DependsOnItem("web", "db", false, null), new DependsOnItem("web", "proxy", true, Condition.Ready)],
            Read.DependsOn("""{"web": ["db", "proxy?:ready"]}""").DependsOn);

    [Fact]
    public void A_single_item_may_stand_alone_and_a_maps_key_may_be_optional() =>
        Assert.Equal(
            [new DependsOnItem("web", "db", false, Condition.Started), new DependsOnItem("app", "proxy", true, Condition.Ready)],
            Read.DependsOn("web: db:started\napp: {proxy?: ready}").DependsOn);

    [Fact]
    public void Scalars_are_strings_whatever_they_look_like() =>
        Assert.Equal(
            [new DependsOnItem("on", "no", false, null), new DependsOnItem("1", "null", false, null), new DependsOnItem("1", "0x1f", false, null)],
            Read.DependsOn("on: no\n1: [null, 0x1f]").DependsOn);

    [Fact]
    public void A_long_line_of_JSON_is_read_whole()
    {
        var waiters = string.Join(",", Enumerable.Range(0, 500).Select(i => $"\"c{i}\":[\"db:ready\",\"cache\"]"));
        Assert.Equal(1000, Read.DependsOn($"{{{waiters}}}").DependsOn.Count);
    }

    [Theory]
    [InlineData("", "the value is empty; write a map such as {\"web\": {\"db\": \"ready\"}}, or leave the annotation out")]
    [InlineData("# later", "the value holds nothing but comments; write a map such as {\"web\": {\"db\": \"ready\"}}, or leave the annotation out")]
    [InlineData("{}", "the map at character 1 is empty; write one such as {\"web\": {\"db\": \"ready\"}}, or leave the annotation out")]
    [InlineData("web", "there is a single value at character 1 instead of a map; write one such as {\"web\": {\"db\": \"ready\"}}")]
    [InlineData("[web]", "there is a list at character 1 instead of a map; write one such as {\"web\": {\"db\": \"ready\"}}")]
    [InlineData("web: {db: ready", "the value is neither JSON nor YAML at character 16 (While parsing a flow mapping, did not find expected ',' or '}'); write a map such as {\"web\": {\"db\": \"ready\"}}")]
    [InlineData("a: b\nweb: &x db", "there is an anchor (\"&\") at line 2, character 6; write every value out")]
    [InlineData("web: *x", "there is an alias (\"*\") at character 6; write the value out")]
    [InlineData("web: !!str db", "there is a tag (\"!\") at character 6; take it out, every value is a string")]
    [InlineData("web: ! db", "there is a tag (\"!\") at character 6; take it out, every value is a string")]
    [InlineData("web: db\n---\napp: db", "the value holds several documents; keep one of them")]
    [InlineData("web: db\napp: db\nweb: cache", "the key \"web\" at line 3, character 1 stands there already; write it once")]
    [InlineData("? [web]\n: db", "a list at line 1, character 3 is used as a key; write a map such as {\"web\": {\"db\": \"ready\"}}")]
    [InlineData("web: [[[[db]]]]", "there is a value nested too deep at character 9; write a map such as {\"web\": {\"db\": \"ready\"}}")]
    [InlineData("web: [[db]]", "there is a list at character 7 instead of a container's name; write an item such as \"db\" or \"db:ready\", or a map such as {\"web\": {\"db\": \"ready\"}}")]
    [InlineData("web: [db, ]\napp: ['']", "there is nothing at line 2, character 7 instead of a container's name; write an item such as \"db\" or \"db:ready\", or a map such as {\"web\": {\"db\": \"ready\"}}")]
    [InlineData("web: {db: [ready]}", "\"db\" has a list at character 11 instead of a condition; write one of started, ready, completed, succeeded")]
    [InlineData("web: {db: }", "\"db\" has nothing at character 11 instead of a condition; write one of started, ready, completed, succeeded")]
    [InlineData("web: {db: raedy}", "there is no condition \"raedy\" at character 11; write \"ready\", the conditions are started, ready, completed, succeeded")]
    [InlineData("web: db:done", "\"db:done\" at character 6 names no condition; the conditions are started, ready, completed, succeeded")]
    [InlineData("web: []", "\"web\" waits for nothing at character 6; write what it waits for, such as {\"web\": {\"db\": \"ready\"}}, or take it out")]
    [InlineData("web: {}", "\"web\" waits for nothing at character 6; write what it waits for, such as {\"web\": {\"db\": \"ready\"}}, or take it out")]
    [InlineData("Web: db", "\"Web\" at character 1 is no container name (at most 63 lower-case letters, digits and inner \"-\"); write \"web\"")]
    [InlineData("""{"web": "d\u0000b"}""", "there is a NUL or half a character at character 9; take it out")]
    [InlineData("""{"web": {"db:ready": "ready"}}""", "\"db:ready\" at character 10 is no container name (at most 63 lower-case letters, digits and inner \"-\"); write the name that the container has in the manifest")]
    public void A_malformed_map_is_refused_with_its_place_and_what_to_write(string value, string sentence) =>
        Assert.Equal($"podorder.io/depends-on: {sentence}", Read.Refusal(("depends-on", value)));
}
