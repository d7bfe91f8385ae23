using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <summary>What happens at the server while a client is away, done by ROPs.</summary>
internal static class SyncSteps
{
    public static async Task<ulong> SaveNewAsync(this TestSession session, string subject, ulong? folder = null, bool associated = false, params TaggedPropertyValue[] extra)
    {
        var message = await session.CreateMessageAsync(folder, associated);
        Assert.Empty(await session.SetAsync(message, [new TaggedPropertyValue(PidTag.Subject, PropertyValue.String(subject)), .. extra]));
        var saved = await session.SaveAsync(message);
        Assert.Equal(MapiError.Success, saved.ReturnValue);
        await session.ReleaseAsync(message);
        return saved.MessageId;
    }

    public static async Task ChangeSubjectAsync(this TestSession session, ulong id, string subject, ulong? folder = null)
    {
        var (response, message) = await session.OpenMessageAsync(id, OpenModeFlags.ReadWrite, folder);
        Assert.Equal(MapiError.Success, response.ReturnValue);
        Assert.Empty(await session.SetAsync(message, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String(subject))));
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message)).ReturnValue);
        await session.ReleaseAsync(message);
    }

    public static async Task DeleteAsync(this TestSession session, ulong id, bool hard, ulong? folder = null)
    {
        var handle = await session.OpenAsync(folder ?? session.FolderId(FolderSteps.Inbox));
        Assert.Equal((MapiError.Success, false), await session.DoAsync(handle, new DeleteMessagesRequest(hard ? RopId.RopHardDeleteMessages : RopId.RopDeleteMessages) { MessageIds = [id] }));
        await session.ReleaseAsync(handle);
    }

    /// <summary>Ends the activation of a mailbox: what it knows from now on is what is stored.</summary>
    public static async Task ForgetAsync(this IMailboxGrain mailbox) => await mailbox.AsReference<Orleans.Core.Internal.IGrainManagementExtension>().DeactivateOnIdle();

    public static async Task SetReadAsync(this TestSession session, ulong id, bool read, ulong? folder = null)
    {
        var handle = await session.OpenAsync(folder ?? session.FolderId(FolderSteps.Inbox));
        Assert.Equal((MapiError.Success, false), await session.DoAsync(handle, new SetReadFlagsRequest { ReadFlags = read ? ReadFlags.Default : ReadFlags.ClearReadFlag, MessageIds = [id] }));
        await session.ReleaseAsync(handle);
    }

    public static async Task WriteStreamAsync(this TestSession session, uint target, PropertyTag tag, byte[] data)
    {
        var (error, _, stream) = await session.OpenStreamAsync(target, tag, StreamOpenMode.Create);
        Assert.Equal(MapiError.Success, error);
        await session.WriteAsync(stream, data);
        Assert.Equal(MapiError.Success, await session.StatusAsync(stream, new StreamRequest(RopId.RopCommitStream)));
        await session.ReleaseAsync(stream);
    }
}
