namespace PodOrder.Load;

/// <summary>A server that can be started.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="File">Its program.</param>
/// <param name="Path">Where it takes reviews.</param>
/// <param name="Arguments">Its arguments, given its port and another free one.</param>
internal sealed record ServerProgram(string Name, string File, string Path, Func<string, string, string[]> Arguments)
{
    // Starts whose median is the time to the first answer.
    public const int Starts = 11;

    /// <summary>The median time from its start to its first answer, in milliseconds.</summary>
    public async Task<double> FirstAnswerAsync(byte[] review)
    {
        List<double> times = [];
        for (var start = 0; start < Starts; start++)
        {
            using var server = await StartedServer.StartAsync(this, review);
            times.Add(server.FirstAnswer);
        }
        return Medians.Of(times);
    }
}
