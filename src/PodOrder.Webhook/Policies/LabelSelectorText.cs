using System.Text.RegularExpressions;
using PodOrder.Policies;

namespace PodOrder.Webhook.Policies;

/// <summary>A selector as kubectl's <c>--selector</c> takes it: <c>team=shop,tier in (web, api),!legacy</c>.</summary>
internal static partial class LabelSelectorText
{
    private const string Key = "(?<key>[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?)";

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is none; the message names the part.</exception>
    public static LabelSelector Parse(string selector) => new([.. Comma().Split(selector).Select(part => Requirement(part.Trim()))]);

    private static LabelRequirement Requirement(string part)
    {
        if (Equality().Match(part) is { Success: true } equality)
            return new(equality.Groups["key"].Value, In(equality), [equality.Groups["value"].Value]);
        if (Membership().Match(part) is { Success: true } membership)
            return new(membership.Groups["key"].Value, In(membership), membership.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries));
        if (Existence().Match(part) is { Success: true } existence)
            return new(existence.Groups["key"].Value, existence.Groups["not"].Success ? LabelOperator.DoesNotExist : LabelOperator.Exists, []);
        throw new FormatException($"\"{part}\" is no condition on a label such as team=shop, tier in (web, api) or !legacy");
    }

    private static LabelOperator In(Match match) => match.Groups["not"].Success ? LabelOperator.NotIn : LabelOperator.In;

    // Not one within parentheses.
    [GeneratedRegex(@",(?![^(]*\))", RegexOptions.CultureInvariant)]
    private static partial Regex Comma();

    [GeneratedRegex("^" + Key + @"\s*(?:(?<not>!)=|==?)\s*(?<value>[A-Za-z0-9._-]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Equality();

    [GeneratedRegex("^" + Key + @"\s+(?<not>not)?in\s*\((?<values>[A-Za-z0-9._,\s-]*)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Membership();

    [GeneratedRegex("^(?<not>!)?" + Key + "$", RegexOptions.CultureInvariant)]
    private static partial Regex Existence();
}
