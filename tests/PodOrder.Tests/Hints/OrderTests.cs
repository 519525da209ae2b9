using PodOrder.Hints;

namespace PodOrder.Tests.Hints;

public sealed class OrderTests
{
    [Theory]
    [InlineData("db -> web", "db -> web")]
    [InlineData("db->web", "db -> web")]
    [InlineData("  db ,\n cache\n->\tmigrate:succeeded\r\n-> web\n", "db, cache -> migrate:succeeded -> web")]
    [InlineData("db:ready -> migrate:completed -> web", "db:ready -> migrate:completed -> web")]
    [InlineData("a -> b? -> c?", "a -> b? -> c?")]
    [InlineData("proxy?:started -> web", "proxy?:started -> web")]
    [InlineData("1 -> a-b--c", "1 -> a-b--c")]
    public void Stages_are_read_from_arrows_and_items_from_commas(string value, string canonical) =>
        Assert.Equal($"podorder.io/order: {canonical}", HintWriter.Print(Read.Order(value)));

    [Fact]
    public void An_item_knows_its_name_mark_and_condition() =>
        Assert.Equal(new OrderItem("proxy", true, Condition.Started), Read.Order("proxy?:started -> web").Stages[0][0]);

    [Theory]
    [InlineData("", "the value is empty; write stages such as \"db -> web\", or leave the annotation out")]
    [InlineData(" \n", "the value is empty; write stages such as \"db -> web\", or leave the annotation out")]
    [InlineData("db", "\"db\" is a single stage, which orders nothing; write who waits for it, such as \"db -> web\"")]
    [InlineData("db, web", "\"db, web\" is a single stage, which orders nothing; write stages such as \"db -> web\"")]
    [InlineData("db -> -> web", "stage 2 at character 6 is empty; write a container's name there, or take the arrow out")]
    [InlineData("-> web", "stage 1 at character 1 is empty; write a container's name there, or take the arrow out")]
    [InlineData("db\n-> web\n->", "stage 3 at line 3, character 3 is empty; write a container's name there, or take the arrow out")]
    [InlineData("db, -> web", "an item at character 5 is empty; write a container's name there, or take the comma out")]
    [InlineData("db,,cache -> web", "an item at character 4 is empty; write a container's name there, or take the comma out")]
    [InlineData("db -> web -> db", "\"db\" at character 14 stands in stage 1 already; name each container once")]
    [InlineData("db, db -> web", "\"db\" at character 5 stands in stage 1 already; name each container once")]
    [InlineData("db ->\n web:ready", "\"web:ready\" at line 2, character 2 has a condition in the last stage, where nothing waits for it; write \"web\"")]
    [InlineData("db -> web?:ready", "\"web?:ready\" at character 7 has a condition in the last stage, where nothing waits for it; write \"web?\"")]
    [InlineData("db:redy -> web", "\"db:redy\" at character 1 names no condition; write \"db:ready\", the conditions are started, ready, completed, succeeded")]
    [InlineData("db:Ready -> web", "\"db:Ready\" at character 1 names no condition; write \"db:ready\", the conditions are started, ready, completed, succeeded")]
    [InlineData("db:service_healthy -> web", "\"db:service_healthy\" at character 1 names no condition; write \"db:ready\", the conditions are started, ready, completed, succeeded")]
    [InlineData("db:COMPLETE -> web", "\"db:COMPLETE\" at character 1 names no condition; write \"db:completed\", the conditions are started, ready, completed, succeeded")]
    [InlineData("db:SUCCESS -> web", "\"db:SUCCESS\" at character 1 names no condition; write \"db:succeeded\", the conditions are started, ready, completed, succeeded")]
    [InlineData("db: ready -> web", "\"db: ready\" at character 1 names no condition; write \"db:ready\", the conditions are started, ready, completed, succeeded")]
    [InlineData("db:ready? -> web", "\"db:ready?\" at character 1 names no condition; write \"db?:ready\", the conditions are started, ready, completed, succeeded")]
    [InlineData("db: -> web", "\"db:\" at character 1 names no condition; the conditions are started, ready, completed, succeeded")]
    [InlineData("db:xyzzy -> web", "\"db:xyzzy\" at character 1 names no condition; the conditions are started, ready, completed, succeeded")]
    [InlineData("a, My_Db -> web", "\"My_Db\" at character 4 is no container name (at most 63 lower-case letters, digits and inner \"-\"); write \"my-db\"")]
    [InlineData("db => web", "\"db => web\" at character 1 is no container name (at most 63 lower-case letters, digits and inner \"-\"); write \"->\" between two stages")]
    [InlineData("db → web", "\"db → web\" at character 1 is no container name (at most 63 lower-case letters, digits and inner \"-\"); write \"->\" between two stages")]
    [InlineData("db-->web", "\"db-\" at character 1 is no container name (at most 63 lower-case letters, digits and inner \"-\"); write the name that the container has in the manifest")]
    [InlineData("? -> web", "\"\" at character 1 is no container name (at most 63 lower-case letters, digits and inner \"-\"); write the name that the container has in the manifest")]
    [InlineData("d\u200bb\u202e -> web", "\"d\\u{200b}b\\u{202e}\" at character 1 is no container name (at most 63 lower-case letters, digits and inner \"-\"); write the name that the container has in the manifest")]
    [InlineData("db\u00a0 -> web", "\"db\\u{a0}\" at character 1 is no container name (at most 63 lower-case letters, digits and inner \"-\"); write \"db\"")]
    public void A_malformed_order_is_refused_with_its_place_and_what_to_write(string value, string sentence) =>
        Assert.Equal($"podorder.io/order: {sentence}", Read.Refusal(("order", value)));

    [Fact]
    public void A_name_has_at_most_63_characters_and_a_long_value_is_shown_shortened()
    {
        Assert.Equal(new string('a', 63), Read.Order($"{new string('a', 63)} -> web").Stages[0][0].Name);
        Assert.Equal(
            $"podorder.io/order: \"{new string('a', 60)}…\" at character 1 is no container name (at most 63 lower-case letters, digits and inner \"-\"); write the name that the container has in the manifest",
            Read.Refusal(("order", $"{new string('a', 64)} -> web")));
    }
}
