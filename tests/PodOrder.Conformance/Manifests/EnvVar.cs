namespace PodOrder.Conformance.Manifests;

/// <summary>An environment variable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, before <c>$(VAR)</c> is expanded.</param>
/// <param name="ValueFrom">Where the value comes from instead.</param>
public sealed record EnvVar(string Name, string? Value = null, EnvVar.Source? ValueFrom = null)
{
    /// <summary>Where a value comes from.</summary>
    /// <param name="FieldRef">A field of the Pod.</param>
    public sealed record Source(Field? FieldRef);

    /// <summary>A field of the Pod.</summary>
    /// <param name="FieldPath">Its path, such as <c>status.podIP</c>.</param>
    public sealed record Field(string FieldPath);
}
