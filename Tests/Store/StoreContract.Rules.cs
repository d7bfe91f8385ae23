using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using Xunit;

namespace MapiOrleans.Tests.Store;

/// <content>Rules of folders, and whom they answered.</content>
public abstract partial class StoreContract
{
    private static FolderRule NewRule(long id, string name)
    {
        var bag = new PropertyBag();
        bag.Set(PidTag.RuleName, name);
        bag.Set(PidTag.RuleCondition, PropertyValue.OfRestriction(new NotRestriction(new ExistRestriction(PidTag.Subject))));
        bag.Set(PidTag.RuleActions, PropertyValue.OfRuleActions(new RuleActions([RuleActionCodec.Of(RuleActionType.Bounce, new BounceActionData(0x26))])));
        return new FolderRule(id, bag);
    }

    [Fact]
    public async Task Rules_are_kept_replaced_and_go_with_their_folder()
    {
        var mailbox = await NewMailboxAsync();
        await mailbox.CommitAsync(new StoreOperation.InsertFolder(NewFolder(301)), new StoreOperation.PutRules(Folder, [NewRule(7, "seven"), NewRule(3, "drei 😀")]), new StoreOperation.PutRules(301, [NewRule(3, "other")]));
        Assert.Equal([NewRule(3, "drei 😀"), NewRule(7, "seven")], await Store.ReadRulesAsync(mailbox.Key, Folder, CancellationToken.None));
        await mailbox.CommitAsync(new StoreOperation.PutRules(Folder, [NewRule(7, "changed")]), new StoreOperation.DeleteRules(Folder, [3, 99]));
        Assert.Equal([NewRule(7, "changed")], await Store.ReadRulesAsync(mailbox.Key, Folder, CancellationToken.None));
        await mailbox.CommitAsync(new StoreOperation.DeleteFolder(Folder));
        Assert.Empty(await Store.ReadRulesAsync(mailbox.Key, Folder, CancellationToken.None));
        Assert.Equal([NewRule(3, "other")], await Store.ReadRulesAsync(mailbox.Key, 301, CancellationToken.None));
    }

    [Fact]
    public async Task Senders_are_remembered_until_they_are_forgotten()
    {
        var mailbox = await NewMailboxAsync();
        await mailbox.CommitAsync(new StoreOperation.AddReply(Folder, 7, "a@x"), new StoreOperation.AddReply(Folder, 7, "a@x"), new StoreOperation.AddReply(Folder, 7, "ü@x"), new StoreOperation.AddReply(Folder, 8, "b@x"));
        Assert.Equal((true, 2), await Store.FindReplyAsync(mailbox.Key, Folder, 7, "ü@x", CancellationToken.None));
        Assert.Equal((false, 2), await Store.FindReplyAsync(mailbox.Key, Folder, 7, "b@x", CancellationToken.None));
        Assert.Equal((false, 0), await Store.FindReplyAsync(mailbox.Key, Folder, 9, "b@x", CancellationToken.None));
        await mailbox.CommitAsync(new StoreOperation.DeleteRules(Folder, [7]));
        Assert.Equal((false, 0), await Store.FindReplyAsync(mailbox.Key, Folder, 7, "a@x", CancellationToken.None));
        await mailbox.CommitAsync(new StoreOperation.ClearReplies());
        Assert.Equal((false, 0), await Store.FindReplyAsync(mailbox.Key, Folder, 8, "b@x", CancellationToken.None));
    }
}
