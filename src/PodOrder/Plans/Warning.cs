namespace PodOrder.Plans;

/// <summary>Warnings as the API server wants them: one line of at most 120 characters (admission/v1 AdmissionResponse.warnings).</summary>
internal static class Warning
{
    private const int Longest = 120;

    public static string Shorten(string sentence) => sentence.Length <= Longest ? sentence : sentence[..(Longest - 1)] + "…";
}
