namespace System.Runtime;

/// <summary>
/// Tells the Native AOT compiler to give a static method a C name and no transition into the runtime, so that it can run
/// before the runtime is there. The compiler knows it by its full name; the class library keeps its own internal.
/// </summary>
internal sealed class RuntimeExportAttribute(string entryPoint) : Attribute
{
    /// <summary>The C name.</summary>
    public string EntryPoint { get; } = entryPoint;
}
