using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session;

[Collection(SessionCollection.Name)]
public sealed class LogonTests(SessionHarness harness)
{
    [Fact]
    public async Task The_owner_logs_on_and_learns_the_special_folders()
    {
        var session = await harness.LogonAsync();
        var answer = session.LogonResponse;

        Assert.Equal(MapiError.Success, answer.ReturnValue);
        Assert.Equal(LogonFlags.Private, answer.LogonFlags);
        Assert.Equal(LogonResponseFlags.Reserved | LogonResponseFlags.OwnerRight | LogonResponseFlags.SendAsRight, answer.ResponseFlags);
        Assert.Equal(session.User.MailboxGuid, answer.MailboxGuid);
        Assert.Equal(ObjectIds.OwnReplId, answer.ReplId);
        Assert.NotEqual(Guid.Empty, answer.ReplGuid);
        Assert.Equal(harness.Time.GetUtcNow().UtcDateTime, answer.LogonTime);
        Assert.Equal(LogonResponse.FolderIdCount, answer.FolderIds.ToArray().Where(id => id != 0).Distinct().Count());
        Assert.NotEqual(HandleTable.None, session.Logon);
    }
}
