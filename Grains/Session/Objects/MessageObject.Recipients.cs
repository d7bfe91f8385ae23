using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Objects;

/// <content>The message's recipients ([MS-OXCMSG] 3.2.5.4 to 3.2.5.6).</content>
internal sealed partial class MessageObject
{
    /// <summary>The DN prefix that Connect gave: X.500 names in a client's rows may leave it out.</summary>
    private string AddressPrefix => Logon.User?.DnPrefix ?? "";

    /// <summary>
    /// The columns of recipient rows that this handle's client knows: those it was told when it opened or reloaded the message, or those
    /// it sent itself.
    /// </summary>
    public PropertyTag[] RecipientColumns { get; private set; }

    /// <summary>Adds, replaces and deletes recipients, as RopModifyRecipients asks; all or nothing.</summary>
    public void ModifyRecipients(PropertyTag[] columns, IReadOnlyList<ModifyRecipientRow> rows)
    {
        RequireWritable();
        var recipients = new SortedDictionary<uint, RecipientContent>(Content.Recipients.ToDictionary(r => r.RowId));
        foreach (var row in rows)
        {
            if (row.Row is null) recipients.Remove(row.RowId);
            else recipients[row.RowId] = RecipientRowMapping.FromRow(row.RowId, row.RecipientType, row.Row, columns, CodePage, AddressPrefix)
                ?? throw new RopException(MapiError.InvalidParameter, $"recipient {row.RowId} uses {row.Row.AddressPrefixUsed} characters of the DN prefix, which has {AddressPrefix.Length}");
        }
        ReplaceRecipients(recipients.Values);
        if (columns.Length > 0) RecipientColumns = columns;
    }

    /// <summary>Gives the message these recipients instead of those it has. What every recipient has is added where it is missing.</summary>
    public void ReplaceRecipients(IReadOnlyCollection<RecipientContent> recipients)
    {
        RequireWritable();
        var limit = Logon.Session.Services.Limits.MaxRecipients;
        if (recipients.Count > limit) throw new RopException(MapiError.TooManyRecips, $"{recipients.Count} recipients, {limit} allowed");
        foreach (var recipient in recipients) RecipientRowMapping.Complete(recipient.Properties);
        CheckRoom(recipients.Sum(SizeOf) - Content.Recipients.Sum(SizeOf));
        var content = Working;
        content.Recipients.Clear();
        content.Recipients.AddRange(recipients);
        // They are what PidTagDisplayTo and its like are made of ([MS-OXOMSG] 2.2.1.7 to 2.2.1.9).
        content.Properties.Set(PidTag.DisplayTo, RecipientNames.Of(content.Recipients, 1));
        content.Properties.Set(PidTag.DisplayCc, RecipientNames.Of(content.Recipients, 2));
        content.Properties.Set(PidTag.DisplayBcc, RecipientNames.Of(content.Recipients, 3));
        Changed();
    }

    /// <summary>
    /// Rows from a recipient on, in the order of their RowIds: as many as <paramref name="space"/> bytes hold, at most
    /// <paramref name="most"/>. Row 0 is the first there is; null where there is no such recipient.
    /// </summary>
    public IReadOnlyList<ServerRecipientRow>? ReadRecipients(uint rowId, int space, int most, bool withRowId)
    {
        var recipients = Content.Recipients;
        var first = rowId == 0 ? 0 : recipients.FindIndex(r => r.RowId == rowId);
        if (first < 0 || first >= recipients.Count) return null;
        var rows = new List<ServerRecipientRow>();
        using var measure = new Mapi.Wire.MapiWriter(512);
        for (var i = first; i < recipients.Count && rows.Count < most; i++)
        {
            var row = RecipientRowMapping.ToRow(recipients[i], RecipientColumns);
            measure.Truncate(0);
            row.Write(measure, RecipientColumns);
            // The size that goes before the row has 16 bits.
            if (measure.Length > ushort.MaxValue) break;
            space -= ServerRecipientRow.HeaderSize + (withRowId ? sizeof(uint) : 0) + measure.Length;
            if (space < 0) break;
            rows.Add(new ServerRecipientRow { RowId = recipients[i].RowId, RecipientType = recipients[i].RecipientType, CodePageId = (ushort)CodePage, Row = row });
        }
        return rows;
    }

    /// <summary>Takes the columns that the recipients now have for those the client knows: it is about to be told.</summary>
    public void RefreshRecipientColumns() => RecipientColumns = RecipientRowMapping.Columns(Content.Recipients);

    private static long SizeOf(RecipientContent recipient) => MailboxIdentity.SizeOf(recipient.Properties) + 8;
}
