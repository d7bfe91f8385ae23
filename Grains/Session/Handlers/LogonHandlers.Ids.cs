using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <content>Short and long ids ([MS-OXCSTOR] 3.2.5.8, 3.2.5.9), and ranges of ids for objects made offline ([MS-OXCFXICS] 3.2.5.9.4.7).</content>
internal static partial class LogonHandlers
{
    // Any object of the logon serves as its handle: clients ask with a folder's as well.
    private static async ValueTask<RopResponse?> LongTermIdFromIdAsync(RopContext context, RopRequest request)
    {
        var logon = context.Get<SessionObject>(request.HandleIndex).Logon;
        var id = ((LongTermIdFromIdRequest)request).ObjectId;
        // Nothing's id is nothing's long-term id, as newer Exchange has it ([MS-OXCSTOR] 3.2.5.8, note 43): logons to public folders give such ids.
        if (id == 0) return new LongTermIdFromIdResponse();
        var replGuid = await logon.Mailbox.FindReplGuidAsync(ObjectIds.ReplIdOf(id)) ?? throw new RopException(MapiError.NotFound, $"no replid {ObjectIds.ReplIdOf(id)}");
        return new LongTermIdFromIdResponse { LongTermId = new LongTermId(replGuid, ObjectIds.GlobCntOf(id)) };
    }

    private static async ValueTask<RopResponse?> IdFromLongTermIdAsync(RopContext context, RopRequest request)
    {
        var logon = context.Get<SessionObject>(request.HandleIndex).Logon;
        var id = ((IdFromLongTermIdRequest)request).LongTermId;
        // An id without counter is nobody's, nor is one without replica, where newer Exchange does not mind either ([MS-OXCSTOR] 3.2.5.9, note 44):
        // it is answered, and nothing is remembered of it.
        if (id.ReplGuid == Guid.Empty || id.GlobCnt == 0) return new IdFromLongTermIdResponse();
        await logon.RequireAnyRightAsync();
        var replId = await logon.Mailbox.MapReplGuidAsync(id.ReplGuid, create: true);
        return replId != 0
            ? new IdFromLongTermIdResponse { ObjectId = ObjectIds.ToWire(replId, id.GlobCnt) }
            : throw new RopException(MapiError.ParameterOverflow, "no more replids");
    }

    private static async ValueTask<RopResponse?> GetLocalReplicaIdsAsync(RopContext context, RopRequest request)
    {
        var logon = context.Get<LogonObject>(request.HandleIndex);
        await logon.RequireAnyRightAsync();
        var count = ((GetLocalReplicaIdsRequest)request).IdCount;
        var limit = context.Session.Services.Limits.MaxLocalReplicaIds;
        if (count == 0 || count > limit) throw new RopException(MapiError.InvalidParameter, $"{count} ids, between 1 and {limit} are given");
        return new GetLocalReplicaIdsResponse { ReplGuid = logon.Info.ReplGuid, GlobalCount = await logon.Mailbox.AllocateIdsAsync((int)count) };
    }
}
