using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Session.Objects;

/// <content>Submitting ([MS-OXOMSG] 3.2.5.1, 3.2.5.8).</content>
internal sealed partial class MessageObject
{
    /// <summary>Saves the message as a submitted one and puts it into the queue, in one transaction. Its handle reads it from then on.</summary>
    public async Task SubmitAsync(long jobId, DateTimeOffset dueAt)
    {
        CheckDepth(Content, Depth);
        await SaveToMailboxAsync(force: false, new SubmitOrder(jobId, dueAt));
        IsWritable = false;
    }

    /// <summary>Puts a copy of the message, as it is now, into the queue; the message itself, saved or not, stays the client's.</summary>
    public async Task SendCopyAsync(long jobId, DateTimeOffset dueAt)
    {
        CheckDepth(Content, Depth);
        var result = await SaveOnceAsync(new SaveMessage
        {
            OperationId = Guid.NewGuid(),
            FolderId = Logon.Info.SpecialFolders[SpecialFolder.SpoolerQueue],
            IsNew = true,
            Content = Content.Clone(),
            IsRead = true,
            MessageFlags = Record.MessageFlags | (int)MessageFlagBits.Submitted,
            Submission = new SubmitOrder(jobId, dueAt),
        });
        if (result.Error != MapiError.Success) throw new RopException(result.Error, "the mailbox does not take the message to send");
    }
}
