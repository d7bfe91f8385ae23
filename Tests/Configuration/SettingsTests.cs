using MapiOrleans.Silo.Configuration;
using MapiOrleans.Tests.Conversion;
using Xunit;

namespace MapiOrleans.Tests.Configuration;

/// <summary>Settings: known by name, documented in one table, refused in words that help.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void EverySettingStandsInTheTableWithItsDefault()
    {
        var table = File.ReadAllLines(Path.Combine(MailCorpus.Root, "docs", "configuration.md"))
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(c => c[1].Trim('`'), c => (Default: c[2].Trim('`'), Text: c[3]));
        Assert.Equal(KnownSettings.Defaults.ToDictionary(s => s.Name, s => s.Default), table.ToDictionary(r => r.Key, r => r.Value.Default));
        Assert.All(table, r => Assert.NotEqual("", r.Value.Text));
    }

    [Theory]
    [InlineData("Lmtp:Listen", true)]
    [InlineData("lmtp:listen", true)]
    [InlineData("Store:Shards:0", true)]
    [InlineData("Directory:Limits:MaxMembers", true)]
    [InlineData("DataDirectory", true)]
    [InlineData("Logging:LogLevel:Default", true)]
    [InlineData("Lmtp", false)]
    [InlineData("Lmtp:Lisen", false)]
    [InlineData("Directory:MaxMembers", false)]
    [InlineData("", false)]
    public void ANameIsKnownWhereSomethingReadsIt(string name, bool known) => Assert.Equal(known, KnownSettings.IsKnown(name));

    [Fact]
    public void ABoundThatIsNoneIsNamedWithItsValueAndARemedy()
    {
        Assert.Empty(KnownSettings.NotAboveZero("Mailbox", new Grains.Mailbox.MailboxOptions()));
        Assert.Equal(["Mailbox:MaxFolders is -1: give more than zero, such as 50000.", "Mailbox:RepetitionWindow is 00:00:00: give more than zero, such as 00:05:00."],
            KnownSettings.NotAboveZero("Mailbox", new Grains.Mailbox.MailboxOptions { MaxFolders = -1, RepetitionWindow = TimeSpan.Zero }).Order());
        Assert.Equal(["Directory:Limits:MaxAliases is 0: give more than zero, such as 400."],
            KnownSettings.NotAboveZero("Directory", new Grains.Directory.DirectoryOptions { Limits = new Grains.Interfaces.Directory.DirectoryLimits { MaxAliases = 0 } }));
    }

    [Fact]
    public void TheCommandLineIsRead()
    {
        var read = SiloCommandLine.TryParse(["--Lmtp:Listen", "127.0.0.1:1", "--Listen:Https=off", "--provision", "p.json", "--demo"], out var error);
        Assert.Null(error);
        Assert.Equal(("serve", "p.json", true), (read!.Command, read.ProvisionFile, read.Demo));
        Assert.Equal("127.0.0.1:1", read.Settings["lmtp:listen"]);
        Assert.Equal("off", read.Settings["Listen:Https"]);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("--Lmtp:Lisen=1")]
    [InlineData("--Lmtp:Listen")]
    [InlineData("serve", "migrate")]
    public void WhatIsNoCommandLineIsSaidSo(params string[] arguments)
    {
        Assert.Null(SiloCommandLine.TryParse(arguments, out var error));
        Assert.NotEqual("", error);
    }

    [Fact]
    public void AFilesUnknownSettingIsNamed()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{ "Lmtp": { "Listen": "127.0.0.1:1", "Lisen": "x" } }""");
            var refused = Assert.Throws<SettingException>(() => SiloConfiguration.Build(new SiloCommandLine("serve", new Dictionary<string, string?>(), file, null, false)));
            Assert.Contains("Lmtp:Lisen", refused.Message, StringComparison.Ordinal);
            File.WriteAllText(file, "{");
            refused = Assert.Throws<SettingException>(() => SiloConfiguration.Build(new SiloCommandLine("serve", new Dictionary<string, string?>(), file, null, false)));
            Assert.Contains(file, refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("localhost:8443", 1)]
    [InlineData("127.0.0.1:1, [::1]:2,*:3", 3)]
    [InlineData("off", 0)]
    [InlineData("", null)]
    [InlineData("8443", null)]
    [InlineData("example.org:1", null)]
    [InlineData("localhost:70000", null)]
    public void PlacesToListenOn(string text, int? count) => Assert.Equal(count, ListenPlace.TryParse(text)?.Count);
}
