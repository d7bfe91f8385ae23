using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;

namespace MapiOrleans.Grains.Session.Objects;

/// <content>The message's attachments ([MS-OXCMSG] 3.2.5.12 to 3.2.5.15).</content>
internal sealed partial class MessageObject
{
    private uint _nextAttachNumber;

    /// <summary>The attachment of a number, or null.</summary>
    public AttachmentContent? FindAttachment(uint number) => Content.Attachments.Find(a => a.AttachNumber == number);

    /// <summary>
    /// A number for a new attachment. As long as the message is open none is given twice, also where its attachment was deleted or never
    /// saved.
    /// </summary>
    public uint TakeAttachNumber()
    {
        RequireWritable();
        var limit = Logon.Session.Services.Limits.MaxAttachmentsPerMessage;
        if (Content.Attachments.Count >= limit) throw new RopException(MapiError.MaxAttachmentExceeded, $"{limit} attachments allowed");
        TakeNumbers();
        return _nextAttachNumber++;
    }

    /// <summary>Takes a saved attachment: a new one, or the new state of one that is there. False where it was deleted meanwhile.</summary>
    public bool PutAttachment(AttachmentContent attachment, bool isNew)
    {
        var attachments = Working.Attachments;
        var index = attachments.FindIndex(a => a.AttachNumber >= attachment.AttachNumber);
        var there = index >= 0 && attachments[index].AttachNumber == attachment.AttachNumber;
        if (!there && !isNew) return false;
        CheckRoom(AttachmentProperties.SizeOf(attachment) - (there ? AttachmentProperties.SizeOf(attachments[index]) : 0));
        if (there) attachments[index] = attachment;
        else if (index < 0) attachments.Add(attachment);
        else attachments.Insert(index, attachment);
        Changed();
        return true;
    }

    /// <summary>Deletes an attachment; false where there is none of this number.</summary>
    public bool RemoveAttachment(uint number)
    {
        RequireWritable();
        if (FindAttachment(number) is null) return false;
        TakeNumbers();
        Working.Attachments.RemoveAll(a => a.AttachNumber == number);
        Changed();
        return true;
    }

    /// <summary>Gives the message these attachments instead of those it has, numbered anew.</summary>
    public void ReplaceAttachments(IEnumerable<AttachmentContent> attachments)
    {
        var content = Working;
        TakeNumbers();
        content.Attachments.Clear();
        foreach (var attachment in attachments)
        {
            content.Attachments.Add(new AttachmentContent { AttachNumber = TakeAttachNumber(), Properties = attachment.Properties.Clone(), Embedded = attachment.Embedded?.Clone() });
        }
        Changed();
    }

    // Numbers of attachments that go stay taken.
    private void TakeNumbers()
    {
        foreach (var attachment in Content.Attachments) _nextAttachNumber = Math.Max(_nextAttachNumber, attachment.AttachNumber + 1);
    }
}
