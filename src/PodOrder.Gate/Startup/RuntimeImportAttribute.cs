namespace System.Runtime;

/// <summary>
/// Tells the Native AOT compiler that a method is a C function to be called as C calls it: without a transition into the
/// runtime, and without the look whether a garbage collection goes on that even <c>SuppressGCTransition</c> adds.
/// The compiler knows it by its full name; the class library keeps its own internal.
/// </summary>
internal sealed class RuntimeImportAttribute(string entryPoint) : Attribute
{
    /// <summary>The C name.</summary>
    public string EntryPoint { get; } = entryPoint;
}
