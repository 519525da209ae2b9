using PodOrder.Hints;

namespace PodOrder.Tests.Hints;

/// <summary>Short ways to read annotations in tests.</summary>
internal static class Read
{
    public static Hint? Annotations(params (string Key, string Value)[] annotations) =>
        HintReader.Read(annotations.Select(annotation => KeyValuePair.Create($"podorder.io/{annotation.Key}", annotation.Value)));

    public static Hint Hint(params (string Key, string Value)[] annotations) => Annotations(annotations) ?? throw new InvalidOperationException("No hint.");

    public static Hint Order(string value) => Hint(("order", value));

    public static Hint DependsOn(string value) => Hint(("depends-on", value));

    public static string Refusal(params (string Key, string Value)[] annotations) =>
        Assert.Throws<RefusedException>(() => Annotations(annotations)).Message;
}
