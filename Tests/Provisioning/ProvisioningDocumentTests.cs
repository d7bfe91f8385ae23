using System.Text;
using CsCheck;
using MapiOrleans.WebFrontend.Provisioning;
using Xunit;

namespace MapiOrleans.Tests.Provisioning;

public sealed class ProvisioningDocumentTests
{
    private static readonly ProvisioningOptions Options = new();

    /// <summary>The document of the project's own description, with one of the words where it lists several.</summary>
    internal const string Example = """
        { "domains": [ { "name": "example.test", "aliases": ["example.org"],
            "mapi": { "enabled": true, "autodiscoverCheck": "enforce" },
            "users":     [ { "address": "user1@example.test", "displayName": "User One", "password": "Password01!", "aliases": ["first.user@example.test"], "quotaMB": 2048, "language": "en",
                             "title": "", "department": "", "company": "", "office": "", "businessPhone": "", "homePhone": "", "mobilePhone": "", "assistant": "", "phoneticName": "", "manager": "user2@example.test",
                             "roles": ["organizationAdmin"], "hidden": false },
                           { "address": "user2@example.test", "displayName": "User Two" } ],
            "groups":    [ { "address": "staff@example.test", "displayName": "Staff", "members": ["user1@example.test"], "managedBy": "user1@example.test", "dynamic": "department = 'Sales'" } ],
            "resources": [ { "address": "room1@example.test", "displayName": "Room 1", "kind": "room", "capacity": 8 } ],
            "contacts":  [ { "address": "partner@elsewhere.test", "displayName": "Partner" } ],
            "publicFolders": [ { "path": "Projects/2026", "class": "IPF.Note", "address": "projects@example.test", "permissions": { "staff@example.test": "Author", "default": "Reviewer" } } ] } ] }
        """;

    private static IReadOnlyList<ProvisioningError> ErrorsOf(string json)
    {
        try
        {
            ProvisioningDocument.Parse(Encoding.UTF8.GetBytes(json), Options);
            return [];
        }
        catch (ProvisioningException e)
        {
            return e.Errors;
        }
    }

    private static void Refuses(string json, int line, int column, string field)
    {
        var error = Assert.Single(ErrorsOf(json));
        Assert.Equal((line, column, field), (error.Line, error.Column, error.Field));
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public void The_example_is_a_document() => Assert.Empty(ErrorsOf(Example));

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_taken() =>
        Assert.Empty(ErrorsOf("\uFEFF{ // the test domain\n \"domains\": [ { \"name\": \"example.test\", /* none yet */ \"users\": [], }, ], }"));

    [Theory]
    [InlineData("", 1, 1, "")]
    [InlineData("{\n  \"domains\": [\n    oops", 3, 5, "")]
    [InlineData("{}\n{}", 2, 1, "")]
    [InlineData("[]", 1, 1, "")]
    [InlineData("{ \"domain\": [] }", 1, 3, "domain")]
    [InlineData("{ \"domains\": {} }", 1, 14, "domains")]
    [InlineData("{ \"domains\": [ {} ] }", 1, 16, "domains[0].name")]
    [InlineData("{ \"domains\": [\n { \"name\": \"a.test\", \"name\": \"b.test\" } ] }", 2, 22, "domains[0].name")]
    [InlineData("{ \"domains\": [\n { \"name\": \"not a domain\" } ] }", 2, 12, "domains[0].name")]
    [InlineData("{ \"domains\": [\n { \"name\": \"a.test\", \"aliases\": [\"b.test\", 7] } ] }", 2, 44, "domains[0].aliases[1]")]
    [InlineData("{ \"domains\": [\n { \"name\": \"a.test\", \"mapi\": { \"enabled\": \"yes\" } } ] }", 2, 43, "domains[0].mapi.enabled")]
    [InlineData("{ \"domains\": [\n { \"name\": \"a.test\", \"mapi\": { \"autodiscoverCheck\": \"maybe\" } } ] }", 2, 53, "domains[0].mapi.autodiscoverCheck")]
    [InlineData("{ \"domains\": [\n { \"name\": \"a.test\", \"mapi\": { \"movedTo\": \"http://b.test/\" } } ] }", 2, 43, "domains[0].mapi.movedTo")]
    [InlineData("{ \"domains\": [\n { \"name\": \"a.test\", \"mapi\": { \"movedTo\": \"b..test\" } } ] }", 2, 43, "domains[0].mapi.movedTo")]
    // The column counts characters, not bytes.
    [InlineData("{ \"domains\": [\n { /* é */ \"name\": \"a.test\", \"x\": 1 } ] }", 2, 30, "domains[0].x")]
    public void What_is_wrong_is_said_with_its_place(string json, int line, int column, string field) => Refuses(json, line, column, field);

    [Theory]
    [InlineData("\"users\": [ { \"address\": \"u@a.test\" } ]", "users[0].displayName")]
    [InlineData("\"users\": [ { \"address\": \"u@b.test\", \"displayName\": \"U\" } ]", "users[0].address")]
    [InlineData("\"users\": [ { \"address\": \"u\", \"displayName\": \"U\" } ]", "users[0].address")]
    [InlineData("\"users\": [ { \"address\": \"u@a.test\", \"displayName\": \"U\", \"aliases\": [\"u@b.test\"] } ]", "users[0].aliases[0]")]
    [InlineData("\"users\": [ { \"address\": \"u@a.test\", \"displayName\": \"U\", \"quotaMB\": 1.5 } ]", "users[0].quotaMB")]
    [InlineData("\"users\": [ { \"address\": \"u@a.test\", \"displayName\": \"U\", \"quotaMB\": -1 } ]", "users[0].quotaMB")]
    [InlineData("\"users\": [ { \"address\": \"u@a.test\", \"displayName\": \"U\", \"quotaMB\": 99999999999999999999 } ]", "users[0].quotaMB")]
    [InlineData("\"users\": [ { \"address\": \"u@a.test\", \"displayName\": \"U\", \"password\": \"\" } ]", "users[0].password")]
    [InlineData("\"users\": [ { \"address\": \"u@a.test\", \"displayName\": \"U\", \"roles\": [\"king\"] } ]", "users[0].roles[0]")]
    [InlineData("\"users\": [ { \"address\": \"u@a.test\", \"displayName\": \"U\", \"language\": \"xyzzy\" } ]", "users[0].language")]
    [InlineData("\"users\": [ { \"address\": \"u@a.test\", \"displayName\": \"U\", \"title\": \"a\\nb\" } ]", "users[0].title")]
    [InlineData("\"users\": [ { \"address\": \"u@a.test\", \"displayName\": \"U\", \"title\": \"\\ud800\" } ]", "")]
    [InlineData("\"users\": [ { \"address\": \"u@a.test\", \"displayName\": \"U\" }, { \"address\": \"U@A.TEST\", \"displayName\": \"U\" } ]", "users[1].address")]
    [InlineData("\"users\": [ { \"address\": \"u@a.test\", \"displayName\": \"U\", \"aliases\": [\"g@a.test\"] } ], \"groups\": [ { \"address\": \"g@a.test\", \"displayName\": \"G\" } ]", "groups[0].address")]
    [InlineData("\"groups\": [ { \"address\": \"g@a.test\", \"displayName\": \"G\", \"members\": [\"G@a.test\"] } ]", "groups[0].members[0]")]
    [InlineData("\"groups\": [ { \"address\": \"g@a.test\", \"displayName\": \"G\", \"dynamic\": \"department\" } ]", "groups[0].dynamic")]
    [InlineData("\"resources\": [ { \"address\": \"r@a.test\", \"displayName\": \"R\", \"kind\": \"car\" } ]", "resources[0].kind")]
    [InlineData("\"contacts\": [ { \"address\": \"c@b.test\", \"displayName\": \"C\", \"password\": \"x\" } ]", "contacts[0].password")]
    [InlineData("\"publicFolders\": [ { \"path\": \"a//b\" } ]", "publicFolders[0].path")]
    [InlineData("\"publicFolders\": [ { \"path\": \"a\" }, { \"path\": \"A\" } ]", "publicFolders[1].path")]
    [InlineData("\"publicFolders\": [ { \"path\": \"a\", \"class\": \"Note\" } ]", "publicFolders[0].class")]
    [InlineData("\"publicFolders\": [ { \"path\": \"a\", \"permissions\": { \"default\": \"King\" } } ]", "publicFolders[0].permissions.default")]
    [InlineData("\"publicFolders\": [ { \"path\": \"a\", \"permissions\": { \"nobody\": \"Author\" } } ]", "publicFolders[0].permissions.nobody")]
    public void A_field_that_is_wrong_is_named(string rest, string field)
    {
        var error = Assert.Single(ErrorsOf($"{{ \"domains\": [ {{ \"name\": \"a.test\", {rest} }} ] }}"));
        Assert.Equal(field.Length > 0 ? $"domains[0].{field}" : "", error.Field);
    }

    [Fact]
    public void A_name_belongs_to_one_domain_of_a_document()
    {
        var error = Assert.Single(ErrorsOf("""{ "domains": [ { "name": "a.test", "aliases": ["b.test"] }, { "name": "B.test" } ] }"""));
        Assert.Equal("domains[0].aliases[0]", error.Field);
    }

    [Fact]
    public void All_errors_are_told_up_to_a_limit()
    {
        var users = string.Join(", ", Enumerable.Range(0, 500).Select(i => $$"""{ "address": "u{{i}}", "displayName": "" }"""));
        var errors = ErrorsOf($$"""{ "domains": [ { "name": "a.test", "users": [ {{users}} ] } ] }""");
        Assert.Equal(Options.MaxErrors, errors.Count);
        Assert.Equal("domains[0].users[1].displayName", errors[3].Field);
    }

    [Fact]
    public void A_document_is_bounded()
    {
        Assert.Single(ErrorsOf(new string('[', 100_000)));
        var small = new ProvisioningOptions { MaxDocumentBytes = 10 };
        Assert.Throws<ProvisioningException>(() => ProvisioningDocument.Parse(new byte[11], small));
    }

    [Fact]
    public void Cut_off_or_damaged_it_is_refused_or_read_and_never_anything_else()
    {
        var bytes = Encoding.UTF8.GetBytes(Example);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Bool).Sample((at, length, value, cut) =>
        {
            var damaged = cut ? bytes[..length] : [.. bytes];
            if (at < damaged.Length) damaged[at] = value;
            try
            {
                ProvisioningDocument.Parse(damaged, Options);
            }
            catch (ProvisioningException e)
            {
                Assert.All(e.Errors, error => Assert.True(error.Line >= 1 && error.Column >= 1));
            }
        });
    }
}
