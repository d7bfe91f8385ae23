using CsCheck;
using MapiOrleans.Grains.Interfaces.Directory;
using Xunit;

namespace MapiOrleans.Tests.DirectoryTests;

public sealed class DirectoryConditionTests
{
    private static readonly DirectoryObject Ann = new()
    {
        ObjectId = Guid.NewGuid(),
        Domain = "example.test",
        Kind = DirectoryKind.User,
        Address = "ann@example.test",
        DisplayName = "Ann O'Neil",
        LegacyDN = "/cn=ann",
        Department = "Sales",
        Office = "12 %",
    };

    private static bool Holds(string text)
    {
        Assert.True(DirectoryCondition.TryParse(text, out var condition, out _, out var error), error);
        return condition!.Holds(Ann);
    }

    [Theory]
    [InlineData("department = 'Sales'", true)]
    [InlineData("DEPARTMENT='sales'", true)]
    [InlineData("department != 'Sales'", false)]
    [InlineData("title = ''", true)]
    [InlineData("department = 'Sales' and title = 'x'", false)]
    [InlineData("department = 'Sales' or title = 'x'", true)]
    [InlineData("title = 'x' or title = 'y' or department = 'Sales'", true)]
    // "and" binds before "or", "not" before both.
    [InlineData("department = 'Sales' or title = 'x' and title = 'y'", true)]
    [InlineData("(department = 'Sales' or title = 'x') and title = 'y'", false)]
    [InlineData("not title = 'x' and department = 'Sales'", true)]
    [InlineData("not (title = 'x' or department = 'Sales')", false)]
    [InlineData("not not department = 'Sales'", true)]
    [InlineData("displayName = 'Ann O''Neil'", true)]
    [InlineData("displayName like '%o''neil'", true)]
    [InlineData("displayName like 'a__ %'", true)]
    [InlineData("displayName like 'a_ %'", false)]
    [InlineData("address like '%@example.test'", true)]
    [InlineData("kind = 'user'", true)]
    public void A_condition_means_what_it_says(string text, bool expected) => Assert.Equal(expected, Holds(text));

    [Theory]
    [InlineData("", 0)]
    [InlineData("department", 10)]
    [InlineData("department =", 12)]
    [InlineData("department = Sales", 13)]
    [InlineData("department = 'Sales", 13)]
    [InlineData("department > 'Sales'", 11)]
    [InlineData("nosuch = 'x'", 0)]
    [InlineData("department = 'a' title = 'b'", 17)]
    [InlineData("(department = 'a'", 17)]
    [InlineData("department = 'a')", 16)]
    [InlineData("department = 'a' and", 20)]
    [InlineData("department ! 'a'", 11)]
    public void What_is_no_condition_says_where(string text, int at)
    {
        Assert.False(DirectoryCondition.TryParse(text, out var condition, out var position, out var error));
        Assert.Null(condition);
        Assert.NotEmpty(error);
        Assert.Equal(at, position);
    }

    [Fact]
    public void Groups_are_never_in_a_dynamic_group()
    {
        Assert.True(DirectoryCondition.TryParse("not department = 'x'", out var condition, out _, out _));
        Assert.False(condition!.Holds(Ann with { Kind = DirectoryKind.Group }));
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        var deep = new string('(', 100_000) + "department = 'x'" + new string(')', 100_000);
        Assert.False(DirectoryCondition.TryParse(deep, out _, out var position, out _));
        Assert.Equal(DirectoryCondition.MaxDepth + 1, position);
        Assert.False(DirectoryCondition.TryParse(string.Concat(Enumerable.Repeat("not ", 100_000)), out _, out _, out _));
    }

    [Fact]
    public void Any_text_gives_a_condition_or_a_place_in_it()
    {
        string[] words = ["department", "title", "and", "or", "not", "like", "=", "!=", "(", ")", "'Sales'", "'", " ", "''", "!", "%", "é", "\0"];
        Gen.Int[0, words.Length - 1].Array[0, 20].Select(w => string.Join(' ', w.Select(i => words[i]))).Sample(text =>
        {
            if (DirectoryCondition.TryParse(text, out var condition, out var position, out var error)) condition!.Holds(Ann);
            else Assert.True(error.Length > 0 && position >= 0 && position <= text.Length);
        });
    }

    [Fact]
    public void A_pattern_agrees_with_the_plain_definition()
    {
        var text = Gen.Char["ab"].Array[0, 8].Select(c => new string(c));
        var pattern = Gen.Char["ab%_"].Array[0, 6].Select(c => new string(c));
        Gen.Select(text, pattern).Sample((t, p) => Assert.Equal(Plain(t, p), DirectoryCondition.Like(t, p)));

        static bool Plain(string t, string p) => p.Length == 0 ? t.Length == 0
            : p[0] == '%' ? Plain(t, p[1..]) || (t.Length > 0 && Plain(t[1..], p))
            : t.Length > 0 && (p[0] == '_' || p[0] == t[0]) && Plain(t[1..], p[1..]);
    }
}
