using System.Text;
using CsCheck;
using MapiOrleans.Grains.Directory.Ldap;
using MapiOrleans.Grains.Interfaces.Directory;
using Xunit;

namespace MapiOrleans.Tests.Ldap;

/// <summary>Filters, names and mappings, without a server.</summary>
public class LdapRulesTests
{
    private static readonly DomainInfo Domain = new() { Name = "example.test", Aliases = ["example.org"] };

    private static LdapEntry Entry(params (string Name, object Value)[] attributes) => new("CN=Anna, OU=People,DC=example", attributes.GroupBy(a => a.Name)
        .ToDictionary(g => g.Key, g => g.Select(a => a.Value as byte[] ?? Encoding.UTF8.GetBytes((string)a.Value)).ToArray(), StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void A_value_in_a_filter_stays_a_value()
    {
        Assert.Equal(@"a\2a\29\28uid\3d\2a\00\5c\c3\a9", LdapFilter.Escape("a*)(uid=*\0\\é"));
        Gen.String.Sample(text => Assert.DoesNotContain(LdapFilter.Escape(text), c => c is '(' or ')' or '*' or '\0' or '=' or '&' or '|' or '!'));
    }

    [Theory]
    [InlineData("CN=Anna , OU=People,DC=Example", "cn=anna,ou=people,dc=example")]
    [InlineData(@"cn=Smith\, Anna,dc=example", @"cn=smith\, anna,dc=example")]
    [InlineData("", "")]
    public void Names_are_compared_without_case_and_spaces(string dn, string normalized) => Assert.Equal(normalized, LdapEntry.NormalizeDn(dn));

    [Fact]
    public void Active_Directorys_entries_become_users()
    {
        var mapping = new LdapMapping(new DirectorySource { Schema = DirectorySchema.ActiveDirectory }, new DirectoryLimits());
        var id = Guid.NewGuid().ToByteArray();
        var user = mapping.User(Entry(("objectGUID", id), ("mail", "old@example.test"), ("proxyAddresses", "smtp:a.m@example.org"), ("proxyAddresses", "SMTP:Anna@Example.test"), ("proxyAddresses", "X500:/o=Old"),
            ("proxyAddresses", "smtp:anna@faraway.test"), ("displayName", "Anna\r\nMüller"), ("userAccountControl", "514"), ("pwdLastSet", "133"), ("thumbnailPhoto", new byte[] { 1 }), ("manager", "CN=Boss"), ("msExchHideFromAddressLists", "TRUE")), Domain, out var problem)!;
        Assert.Equal(("", Convert.ToHexStringLower(id)), (problem, user.ExternalId));
        Assert.Equal(("anna@example.test", "Anna  Müller", true, "CN=Boss"), (user.Value.Address, user.Value.DisplayName, user.Value.Hidden, user.Manager));
        Assert.Equal(["old@example.test", "a.m@example.test"], user.Value.Aliases);
        Assert.Equal(LdapCredential.Disabled, user.Credential);
        // What is no photo is none.
        Assert.Empty(user.Blobs.Photo);
        var enabled = mapping.User(Entry(("objectGUID", id), ("mail", "anna@example.test"), ("cn", "Anna"), ("userAccountControl", "512"), ("pwdLastSet", "134")), Domain, out _)!;
        Assert.Equal((LdapCredential.Of("134"), "Anna"), (enabled.Credential, enabled.Value.DisplayName));
        Assert.NotEqual(LdapCredential.Of("133"), enabled.Credential);
        Assert.Null(mapping.User(Entry(("mail", "anna@example.test")), Domain, out problem));
        Assert.Contains("objectGUID", problem, StringComparison.Ordinal);
        Assert.Null(mapping.User(Entry(("objectGUID", id), ("mail", "anna@faraway.test")), Domain, out problem));
        Assert.Contains("anna@faraway.test", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_an_entry_has_the_directory_takes_it()
    {
        var mapping = new LdapMapping(new DirectorySource(), new DirectoryLimits());
        Gen.Select(Gen.String, Gen.Byte.Array).Sample((text, bytes) =>
        {
            var user = mapping.User(Entry(("entryUUID", "1"), ("mail", "a@example.test"), ("displayName", text + new string('x', 300)), ("title", bytes), ("preferredLanguage", text), ("jpegPhoto", bytes)), Domain, out _)!;
            Assert.Null(DirectoryRules.CheckDisplayName(user.Value.DisplayName, new DirectoryLimits()));
            Assert.Null(DirectoryRules.CheckText(user.Value.Title, new DirectoryLimits()));
            Assert.Null(DirectoryRules.CheckPhoto(user.Blobs.Photo, new DirectoryLimits()));
            Assert.Null(DirectoryRules.CheckLanguage(mapping.Over(null, user.Value).Language));
        });
    }

    [Theory]
    [InlineData("servers", "http://ldap.example.test")]
    [InlineData("servers", "ldap://user@ldap.example.test")]
    [InlineData("baseDn", "example")]
    [InlineData("userFilter", "(objectClass=person")]
    [InlineData("userFilter", "(a=b)(c=d)")]
    [InlineData("groupFilter", "objectClass=group")]
    [InlineData("attributes", "shoeSize=x")]
    [InlineData("attributes", "title=bad name")]
    [InlineData("passwordFile", "")]
    public void What_a_directory_is_described_by_is_checked(string field, string value)
    {
        var good = new DirectorySource { Servers = ["ldaps://ldap.example.test", "ldap://[::1]:389"], BaseDn = "dc=example,dc=test", BindDn = "cn=reader,dc=example,dc=test", PasswordFile = "/etc/password", UserFilter = @"(&(cn=a\28b)(mail=*))", Attributes = ["title=x-title;lang-en", "photo="] };
        Assert.Null(DirectorySourceRules.Check(good));
        var bad = field switch
        {
            "servers" => good with { Servers = [value] },
            "baseDn" => good with { BaseDn = value },
            "userFilter" => good with { UserFilter = value },
            "groupFilter" => good with { GroupFilter = value },
            "passwordFile" => good with { PasswordFile = value },
            _ => good with { Attributes = [value] },
        };
        Assert.Equal(field, DirectorySourceRules.Check(bad)?.Field);
        Assert.NotEqual(good, bad);
        Assert.Equal(good, good with { Servers = [.. good.Servers], Attributes = [.. good.Attributes] });
    }
}
