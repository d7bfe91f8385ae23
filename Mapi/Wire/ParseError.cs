namespace MapiOrleans.Mapi.Wire;

/// <summary>Where and why a parser stopped. Parsers never throw: they give a value or one of these.</summary>
/// <param name="Offset">The byte offset, from the start of the buffer given to the parser, of the field that could not be read.</param>
/// <param name="Reason">What was expected and what was found, for the log.</param>
public readonly record struct ParseError(int Offset, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"at offset {Offset}: {Reason}";
}
