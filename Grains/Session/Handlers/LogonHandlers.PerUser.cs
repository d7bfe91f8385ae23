using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Session.Handlers;

/// <content>
/// A user's read marks of public folders ([MS-OXCSTOR] 3.2.5.10 to 3.2.5.13). A row of a private mailbox begins with the replica that its
/// marks came from.
/// </content>
internal static partial class LogonHandlers
{
    private const int ReplGuidSize = 16;

    /// <summary>Bytes given where a client leaves the number to the server.</summary>
    private const int DefaultPerUserData = 4096;

    private static async ValueTask<RopResponse?> GetPerUserLongTermIdsAsync(RopContext context, RopRequest request)
    {
        var logon = GetPrivate(context, request.HandleIndex);
        var database = ((GetPerUserLongTermIdsRequest)request).DatabaseGuid;
        var rows = await context.Session.Services.Store.ReadPerUserAsync(logon.Key, logon.Caller.AccountId, null, context.CancellationToken);
        return new GetPerUserLongTermIdsResponse { LongTermIds = [.. rows.Where(r => ReplicaOf(r.Data) == database).Select(r => ParseLongTermId(r.FolderLongTermId))] };
    }

    private static async ValueTask<RopResponse?> GetPerUserGuidAsync(RopContext context, RopRequest request)
    {
        var logon = GetPrivate(context, request.HandleIndex);
        var data = await ReadPerUserAsync(context, logon, ((GetPerUserGuidRequest)request).LongTermId)
            ?? throw new RopException(MapiError.NotFound, "no read marks of this public folder");
        return new GetPerUserGuidResponse { DatabaseGuid = ReplicaOf(data) };
    }

    private static async ValueTask<RopResponse?> ReadPerUserInformationAsync(RopContext context, RopRequest request)
    {
        var read = (ReadPerUserInformationRequest)request;
        var logon = context.Get<LogonObject>(request.HandleIndex);
        var row = await ReadPerUserAsync(context, logon, read.FolderId);
        ReadOnlyMemory<byte> data = row is null ? default : logon.Info.IsPublic ? row : row.AsMemory(ReplGuidSize);
        if (read.DataOffset > data.Length) throw new RopException(MapiError.GeneralFailure, $"offset {read.DataOffset} in {data.Length} bytes");
        var rest = data[(int)read.DataOffset..];
        var most = Math.Min(read.MaxDataSize == 0 ? DefaultPerUserData : read.MaxDataSize, Math.Max(0, context.ResponseSpace - ReadPerUserInformationResponse.HeaderSize));
        return new ReadPerUserInformationResponse { HasFinished = rest.Length <= most, Data = rest[..Math.Min(rest.Length, most)].ToArray() };
    }

    private static async ValueTask<RopResponse?> WritePerUserInformationAsync(RopContext context, RopRequest request)
    {
        var write = (WritePerUserInformationRequest)request;
        var logon = context.Get<LogonObject>(request.HandleIndex);
        await logon.RequireAnyRightAsync();
        // Another folder, or a place that is not where the last write ended, is a new upload, which begins at 0.
        if (logon.PerUserUpload is not { } upload || upload.FolderId != write.FolderId || upload.Data.Count != write.DataOffset)
        {
            logon.PerUserUpload = null;
            if (write.DataOffset != 0) throw new RopException(MapiError.GeneralFailure, $"offset {write.DataOffset} continues nothing");
            upload = logon.PerUserUpload = new PerUserUpload(write.FolderId, write.ReplGuid ?? Guid.Empty);
        }
        if (upload.Data.Count + write.Data.Length > context.Session.Services.Limits.MaxPerUserInformation)
        {
            logon.PerUserUpload = null;
            context.Session.Services.Metrics.Refuse(nameof(SessionLimits.MaxPerUserInformation));
            throw new RopException(MapiError.TooBig, $"more than {context.Session.Services.Limits.MaxPerUserInformation} bytes of read marks");
        }
        upload.Data.AddRange(write.Data);
        if (!write.HasFinished) return new RopStatusResponse(RopId.RopWritePerUserInformation);

        logon.PerUserUpload = null;
        var marks = upload.Data.ToArray();
        if (IdSet.TryParse(marks, out var error) is null) throw new RopException(MapiError.CorruptData, $"no set of change numbers: {error}");
        await logon.Mailbox.PutPerUserAsync(logon.Caller, write.FolderId.ToArray(), logon.Info.IsPublic ? marks : [.. upload.ReplGuid.ToByteArray(), .. marks]);
        return new RopStatusResponse(RopId.RopWritePerUserInformation);
    }

    private static async ValueTask<byte[]?> ReadPerUserAsync(RopContext context, LogonObject logon, LongTermId folder)
    {
        var rows = await context.Session.Services.Store.ReadPerUserAsync(logon.Key, logon.Caller.AccountId, folder.ToArray(), context.CancellationToken);
        return rows.Count > 0 ? rows[0].Data : null;
    }

    private static Guid ReplicaOf(byte[] data) => data.Length >= ReplGuidSize ? new Guid(data.AsSpan(0, ReplGuidSize)) : Guid.Empty;

    private static LongTermId ParseLongTermId(byte[] bytes)
    {
        var reader = new MapiReader(bytes);
        return LongTermId.Read(ref reader);
    }
}
