namespace MapiOrleans.Tests.Conversion;

/// <summary>Where mail for tests lies: our own, and the shared corpus beside the project where there is one.</summary>
internal static class MailCorpus
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Our own messages; always there.</summary>
    public static string Own => Path.Combine(Root, "Tests", "TestData", "mail");

    /// <summary>A folder of the shared corpus, or null.</summary>
    public static string? Shared(string kind)
    {
        var folder = Path.Combine(Root, "..", "shared", "corpus", kind);
        return Directory.Exists(folder) ? folder : null;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MapiOrleans.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException("The tests do not run within the solution's folder.");
    }
}
