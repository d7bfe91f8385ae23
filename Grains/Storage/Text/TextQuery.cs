namespace MapiOrleans.Grains.Storage.Text;

/// <summary>Which terms a message must have to be a candidate. Engines write it in their own query language, which differ in two operators.</summary>
public abstract record TextQuery
{
    private TextQuery()
    {
    }

    /// <summary>All these terms.</summary>
    public sealed record Terms(IReadOnlyList<string> Tokens) : TextQuery
    {
        /// <inheritdoc/>
        public override string Write(string and, string or) => Join(Tokens, and);
    }

    /// <summary>All of these, at least one.</summary>
    public sealed record All(IReadOnlyList<TextQuery> Queries) : TextQuery
    {
        /// <inheritdoc/>
        public override string Write(string and, string or) => Join(Queries.Select(q => q.Write(and, or)), and);
    }

    /// <summary>One of these, at least.</summary>
    public sealed record Any(IReadOnlyList<TextQuery> Queries) : TextQuery
    {
        /// <inheritdoc/>
        public override string Write(string and, string or) => Join(Queries.Select(q => q.Write(and, or)), or);
    }

    /// <summary>The query with an engine's operators; terms are letters and digits and need no quoting.</summary>
    public abstract string Write(string and, string or);

    private static string Join(IEnumerable<string> parts, string operation) => $"({string.Join(operation, parts)})";
}
