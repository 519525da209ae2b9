namespace PodOrder.Gate.Sentinels;

/// <summary>What the lock on <c>alive</c> tells of a container's wrapper.</summary>
internal enum WrapperLife
{
    /// <summary>No wrapper has begun in this epoch.</summary>
    NotBegun,

    /// <summary>It holds the lock.</summary>
    Alive,

    /// <summary>It has ended, or has become the application.</summary>
    Over,
}
