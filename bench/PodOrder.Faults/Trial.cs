namespace PodOrder.Faults;

/// <summary>One fault that is let happen, whatever comes of it.</summary>
internal static class Trial
{
    public static async Task RunAsync(Fault fault, FaultScale scale, FaultTable table)
    {
        if (fault.Lacking is { } lacking)
        {
            table.AddUntried(fault, lacking);
            return;
        }
        try
        {
            table.Add(fault, await fault.HappenAsync(scale));
        }
        catch (Exception e)
        {
            table.AddBad(fault, e is FaultException ? e.Message : e.ToString());
        }
    }
}
