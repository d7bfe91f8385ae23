using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <summary>Two messages with the same properties, recipients and attachments, at any depth.</summary>
internal static class ContentAssert
{
    public static void Equal(MessageContent expected, MessageContent actual, string where, Func<TaggedPropertyValue, bool>? counts = null)
    {
        Equal(expected.Properties, actual.Properties, where, counts);
        Assert.True(expected.Recipients.Count == actual.Recipients.Count, $"{where}: {expected.Recipients.Count} recipients, not {actual.Recipients.Count}");
        for (var i = 0; i < expected.Recipients.Count; i++)
        {
            Assert.Equal((expected.Recipients[i].RowId, expected.Recipients[i].RecipientType), (actual.Recipients[i].RowId, actual.Recipients[i].RecipientType));
            Equal(expected.Recipients[i].Properties, actual.Recipients[i].Properties, $"{where}, recipient {i}", counts);
        }
        Assert.True(expected.Attachments.Count == actual.Attachments.Count, $"{where}: {expected.Attachments.Count} attachments, not {actual.Attachments.Count}");
        for (var i = 0; i < expected.Attachments.Count; i++)
        {
            var (one, other) = (expected.Attachments[i], actual.Attachments[i]);
            Assert.Equal(one.AttachNumber, other.AttachNumber);
            Equal(one.Properties, other.Properties, $"{where}, attachment {i}", counts);
            Assert.Equal(one.Embedded is null, other.Embedded is null);
            if (one.Embedded is not null) Equal(one.Embedded, other.Embedded!, $"{where}, message in attachment {i}", counts);
        }
    }

    private static void Equal(PropertyBag expected, PropertyBag actual, string where, Func<TaggedPropertyValue, bool>? counts)
    {
        foreach (var (tag, value) in expected.Where(p => counts?.Invoke(p) ?? true))
            Assert.True(actual.TryGet(tag, out PropertyValue other) && other == value, $"{where}: {tag} is {other}, not {value}");
        foreach (var item in actual.Where(p => counts?.Invoke(p) ?? true))
            Assert.True(expected.Contains(item.Tag.Id), $"{where}: {item.Tag} is too many");
    }
}
