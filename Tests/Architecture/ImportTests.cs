using System.Reflection;
using MapiOrleans.Tests.Conversion;
using Xunit;

namespace MapiOrleans.Tests.Architecture;

/// <summary>Imports run one way (docs/architecture.md). Both the assemblies and the project files are looked at: a reference that nothing uses yet does not show in an assembly.</summary>
public sealed class ImportTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Mapi"] = [],
        ["Conversion"] = ["Mapi"],
        ["Grains.Interfaces"] = ["Mapi"],
        ["Grains"] = ["Grains.Interfaces", "Conversion", "Mapi"],
        ["WebFrontend"] = ["Grains.Interfaces", "Mapi"],
        ["Silo"] = ["Grains", "Grains.Interfaces", "WebFrontend", "Mapi"],
        ["bench"] = ["Mapi"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory, MemberData(nameof(Projects))]
    public void AnAssemblyImportsOnlyWhatItsPlaceAllows(string project)
    {
        var assembly = Assembly.Load($"MapiOrleans.{project}");
        var ours = assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("MapiOrleans.", StringComparison.Ordinal)).Select(n => n["MapiOrleans.".Length..]);
        Assert.Empty(ours.Except(Allowed[project]));
    }

    [Theory, MemberData(nameof(Projects))]
    public void AProjectRefersOnlyToWhatItsPlaceAllows(string project)
    {
        var file = File.ReadAllText(Path.Combine(MailCorpus.Root, project, $"{project}.csproj"));
        var named = Allowed.Keys.Where(other => file.Contains($"/{other}.csproj\"", StringComparison.Ordinal));
        Assert.Empty(named.Except(Allowed[project]));
    }

    [Fact]
    public void TheLanguageKnowsNeitherOrleansNorADatabase()
    {
        var foreign = Assembly.Load("MapiOrleans.Mapi").GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => n.StartsWith("Orleans", StringComparison.Ordinal) || n.StartsWith("Npgsql", StringComparison.Ordinal) || n.Contains("Sqlite", StringComparison.Ordinal)
                || n.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Empty(foreign);
    }

    [Fact]
    public void TheFrontEndKnowsNoDatabaseOfMailboxes()
    {
        var types = Assembly.Load("MapiOrleans.WebFrontend").GetReferencedAssemblies().Select(a => a.Name!);
        Assert.DoesNotContain(types, n => n.Contains("Sqlite", StringComparison.Ordinal));
    }
}
