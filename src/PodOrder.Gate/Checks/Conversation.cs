namespace PodOrder.Gate.Checks;

/// <summary>What is said over a connection, told apart from how the bytes travel.</summary>
internal abstract class Conversation
{
    /// <summary>What is sent first.</summary>
    public abstract ReadOnlySpan<byte> Opening { get; }

    /// <summary>Takes bytes that came in, puts bytes to be sent into <paramref name="answer"/>, and returns the outcome once it is known.</summary>
    public abstract Outcome? Receive(ReadOnlySpan<byte> bytes, List<byte> answer);

    /// <summary>Where the answer sends the client; null where it is an answer of its own.</summary>
    public virtual HttpTarget? Redirect => null;

    /// <summary>The peer has closed the connection.</summary>
    public abstract Outcome End();
}
