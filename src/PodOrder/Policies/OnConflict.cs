namespace PodOrder.Policies;

/// <summary>What becomes of a Pod in which a wait of a policy cannot be kept.</summary>
public enum OnConflict
{
    /// <summary>It starts without that wait, with a warning.</summary>
    Skip,

    /// <summary>It is refused.</summary>
    Deny,
}
