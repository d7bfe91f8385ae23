namespace MapiOrleans.WebFrontend.Provisioning;

/// <summary>Something wrong in a provisioning document.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The UTF-16 unit of the line, from 1.</param>
/// <param name="Field">The field's path, such as <c>domains[0].users[2].address</c>; empty for the document.</param>
/// <param name="Message">What is wrong.</param>
public sealed record ProvisioningError(int Line, int Column, string Field, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"line {Line}, column {Column}: {(Field.Length > 0 ? Field + ": " : "")}{Message}";
}

/// <summary>A document that was refused: nothing was changed.</summary>
public sealed class ProvisioningException(IReadOnlyList<ProvisioningError> errors)
    : Exception(errors.Count == 1 ? errors[0].ToString() : $"{errors[0]} (and {errors.Count - 1} more)")
{
    /// <summary>What is wrong, in the order in which it was found; at least one.</summary>
    public IReadOnlyList<ProvisioningError> Errors { get; } = errors;
}

/// <summary>Bounds of provisioning (configuration section <c>Provisioning</c>).</summary>
public sealed class ProvisioningOptions
{
    /// <summary>Bytes of a document.</summary>
    public int MaxDocumentBytes { get; set; } = 64 << 20;
    /// <summary>Errors reported of one document; the rest is left for the next try.</summary>
    public int MaxErrors { get; set; } = 100;
    /// <summary>Changes under way at once.</summary>
    public int MaxConcurrentChanges { get; set; } = 8;
    /// <summary>Bounds of single entries; those of the directory.</summary>
    public Grains.Interfaces.Directory.DirectoryLimits Limits { get; set; } = new();
}
