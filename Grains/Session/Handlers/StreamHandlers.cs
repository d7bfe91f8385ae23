using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>Properties as streams ([MS-OXCPRPT] 3.2.5.11 to 3.2.5.24, without RopProgress).</summary>
internal static class StreamHandlers
{
    private const int ChunkSize = 64 << 10;

    internal static IEnumerable<(RopId Id, RopHandler Handler)> Rows() =>
    [
        (RopId.RopOpenStream, OpenAsync),
        (RopId.RopReadStream, ReadAsync),
        (RopId.RopWriteStream, WriteAsync),
        (RopId.RopWriteStreamExtended, WriteAsync),
        (RopId.RopWriteAndCommitStream, WriteAndCommitAsync),
        (RopId.RopCommitStream, CommitAsync),
        (RopId.RopGetStreamSize, GetSizeAsync),
        (RopId.RopSetStreamSize, SetSizeAsync),
        (RopId.RopSeekStream, SeekAsync),
        (RopId.RopCopyToStream, CopyToAsync),
        (RopId.RopLockRegionStream, LockAsync),
        (RopId.RopUnlockRegionStream, UnlockAsync),
        (RopId.RopCloneStream, CloneAsync),
    ];

    private static async ValueTask<RopResponse?> OpenAsync(RopContext context, RopRequest rop)
    {
        var request = (OpenStreamRequest)rop;
        var target = context.Get<IPropertyObject>(request.HandleIndex);
        if (PropertyHandlers.IsLogon(target)) throw new RopException(MapiError.NotSupported, "logons have no streams");
        // [MS-OXCPERM] 3.2.5.3: the list of permissions is a table, never a text.
        if (target is FolderObject && request.PropertyTag.Id == PidTag.SecurityDescriptorAsXml.Id) throw new RopException(MapiError.NotSupported, "permissions as XML");
        if (request.OpenModeFlags > StreamOpenMode.BestAccess) throw new RopException(MapiError.InvalidParameter, $"OpenModeFlags {request.OpenModeFlags}");
        if (!MayBeStream(request.PropertyTag.Type) || (target is FolderObject && IsText(request.PropertyTag.Type))) throw new RopException(MapiError.NotSupported, $"property {request.PropertyTag} is of no type that has streams");
        var logon = ((SessionObject)target).Logon;
        var writable = await MayWriteAsync(target, logon, request.OpenModeFlags);
        await OpenStreams.FlushAsync(target, context.CancellationToken);

        var found = await FindAsync(target, request.PropertyTag, context.CancellationToken);
        if (found is null && request.OpenModeFlags != StreamOpenMode.Create) throw new RopException(MapiError.NotFound, $"property {request.PropertyTag} is not there");
        var tag = found?.Tag ?? KeptAs(request.PropertyTag);
        var value = request.OpenModeFlags == StreamOpenMode.Create ? default : found!.Value.Value;
        int? codePage = request.PropertyTag.Type == PropertyType.String8 && tag.Type == PropertyType.String ? PropertyHandlers.CodePageOf(target) : null;
        var content = await PropertyStream.OpenAsync(target, tag, value, codePage, writable, context.CancellationToken);
        context.SetOutput(request.OutputHandleIndex, new StreamObject(logon, content).Use());
        return new StreamSizeResponse(RopId.RopOpenStream) { StreamSize = (uint)content.Length };
    }

    /// <summary>Whether the stream is to be written; throws where it shall be and may not.</summary>
    private static async ValueTask<bool> MayWriteAsync(IPropertyObject target, LogonObject logon, StreamOpenMode mode)
    {
        if (mode == StreamOpenMode.ReadOnly) return false;
        if (target is FolderObject folder)
        {
            if (logon.Info.IsPublic)
                return mode == StreamOpenMode.BestAccess ? false : throw new RopException(MapiError.NotSupported, "streams of public folders are read only");
            var view = await folder.ViewAsync();
            if ((view.Rights & FolderRights.Owner) != 0) return true;
        }
        else if (target is MessageObject { IsWritable: true } or AttachmentObject { IsWritable: true })
        {
            return true;
        }
        return mode == StreamOpenMode.BestAccess ? false : throw new RopException(MapiError.AccessDenied, "the object may not be changed");
    }

    private static bool MayBeStream(PropertyType type) =>
        type is PropertyType.String or PropertyType.String8 or PropertyType.Binary or PropertyType.Object or PropertyType.Unspecified;

    // Folders have streams of bytes only ([MS-OXCPRPT] 2.2.14): text of folders is short, and Exchange refuses it.
    private static bool IsText(PropertyType type) => type is PropertyType.String or PropertyType.String8;

    /// <summary>The property as an object keeps it: 8-bit text as Unicode, what has no type as bytes.</summary>
    private static PropertyTag KeptAs(PropertyTag tag) => tag.Type switch
    {
        PropertyType.String8 => tag.WithType(PropertyType.String),
        PropertyType.Unspecified => tag.WithType(PropertyType.Binary),
        _ => tag,
    };

    /// <summary>The property and its value. Binary and Object name the same bytes: PidTagAttachDataBinary is PidTagAttachDataObject.</summary>
    private static async ValueTask<(PropertyTag Tag, PropertyValue Value)?> FindAsync(IPropertyObject target, PropertyTag asked, CancellationToken cancellationToken)
    {
        PropertyTag[] tags = asked.Type switch
        {
            PropertyType.Binary => [asked, asked.WithType(PropertyType.Object)],
            PropertyType.Object => [asked, asked.WithType(PropertyType.Binary)],
            PropertyType.Unspecified => [asked],
            _ => [asked.WithType(PropertyType.String)],
        };
        var values = await target.GetPropertiesAsync(tags, cancellationToken);
        for (var i = 0; i < values.Length; i++)
        {
            if (!values[i].HasValue || values[i].Type == PropertyType.ErrorCode) continue;
            if (values[i].Type is not (PropertyType.String or PropertyType.Binary or PropertyType.Object or PropertyType.String8))
                throw new RopException(MapiError.NotSupported, $"property {asked} holds a {values[i].Type}");
            return (asked.WithType(values[i].Type), values[i]);
        }
        return null;
    }

    private static async ValueTask<RopResponse?> ReadAsync(RopContext context, RopRequest rop)
    {
        var request = (ReadStreamRequest)rop;
        var stream = Stream(context, request.HandleIndex);
        var space = Math.Min(context.ResponseSpace - ReadStreamResponse.HeaderSize, ushort.MaxValue);
        // No data would say that the stream has ended.
        if (space < 1 && request.Wanted > 0) throw new RopException(MapiError.BufferTooSmall, "no room for a byte");
        return new ReadStreamResponse { Data = await stream.ReadAsync((int)Math.Min(request.Wanted, (uint)space), context.CancellationToken) };
    }

    private static async ValueTask<RopResponse?> WriteAsync(RopContext context, RopRequest rop)
    {
        var request = (WriteStreamRequest)rop;
        var written = await Stream(context, request.HandleIndex).WriteAsync(request.Data, context.CancellationToken);
        return new WriteStreamResponse(request.RopId)
        {
            ReturnValue = written < request.Data.Length ? MapiError.TooBig : MapiError.Success,
            WrittenSize = (uint)written,
        };
    }

    private static async ValueTask<RopResponse?> WriteAndCommitAsync(RopContext context, RopRequest rop)
    {
        var stream = Stream(context, rop.HandleIndex);
        if (stream.Content.Owner is FolderObject) throw new RopException(MapiError.NotSupported, "not for properties of folders");
        var response = await WriteAsync(context, rop);
        if (response!.ReturnValue == MapiError.Success) await stream.Content.FlushAsync(context.CancellationToken);
        return response;
    }

    private static async ValueTask<RopResponse?> CommitAsync(RopContext context, RopRequest rop)
    {
        var stream = Stream(context, rop.HandleIndex);
        await stream.Content.FlushAsync(context.CancellationToken);
        return new RopStatusResponse(rop.RopId);
    }

    private static ValueTask<RopResponse?> GetSizeAsync(RopContext context, RopRequest rop) =>
        ValueTask.FromResult<RopResponse?>(new StreamSizeResponse(rop.RopId) { StreamSize = (uint)Stream(context, rop.HandleIndex).Content.Length });

    private static async ValueTask<RopResponse?> SetSizeAsync(RopContext context, RopRequest rop)
    {
        await Stream(context, rop.HandleIndex).SetSizeAsync(((SetStreamSizeRequest)rop).StreamSize, context.CancellationToken);
        return new RopStatusResponse(rop.RopId);
    }

    private static async ValueTask<RopResponse?> SeekAsync(RopContext context, RopRequest rop)
    {
        var request = (SeekStreamRequest)rop;
        return new SeekStreamResponse { NewPosition = (ulong)await Stream(context, rop.HandleIndex).SeekAsync(request.Origin, request.Offset, context.CancellationToken) };
    }

    private static async ValueTask<RopResponse?> CopyToAsync(RopContext context, RopRequest rop)
    {
        var request = (CopyToStreamRequest)rop;
        var source = Stream(context, request.HandleIndex);
        if (context.Session.Handles.Find(context.HandleAt(request.OutputHandleIndex)) is null) return RopRegistry.Fail(request, MapiError.NullDestinationObject);
        var target = context.GetDestination<StreamObject>(request.OutputHandleIndex).Use();
        target.RequireWritable();
        var response = new CopyToStreamResponse();
        // Of one and the same content the end may be what was just written: then all is read before anything is written.
        using var aside = ReferenceEquals(source.Content, target.Content) ? new SpooledBytes(context.Session.Services.Limits.MaxStreamMemory, context.Session.Services.Limits.StreamFolder) : null;
        while (response.ReadByteCount < request.ByteCount)
        {
            var chunk = await source.ReadAsync((int)Math.Min(ChunkSize, request.ByteCount - response.ReadByteCount), context.CancellationToken);
            if (chunk.Length == 0) break;
            response.ReadByteCount += (ulong)chunk.Length;
            if (aside is not null) await aside.WriteAsync(aside.Length, chunk, context.CancellationToken);
            else if (!await WriteAsync(chunk)) break;
        }
        var buffer = new byte[aside is null ? 0 : ChunkSize];
        for (long offset = 0; aside is not null && offset < aside.Length;)
        {
            var count = await aside.ReadAsync(offset, buffer, context.CancellationToken);
            if (!await WriteAsync(buffer.AsMemory(0, count))) break;
            offset += count;
        }
        return response;

        async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> data)
        {
            var written = await target.WriteAsync(data, context.CancellationToken);
            response.WrittenByteCount += (ulong)written;
            if (written == data.Length) return true;
            response.ReturnValue = MapiError.TooBig;
            return false;
        }
    }

    private static ValueTask<RopResponse?> LockAsync(RopContext context, RopRequest rop)
    {
        var request = (StreamRegionRequest)rop;
        var stream = Stream(context, request.HandleIndex);
        var services = context.Session.Services;
        stream.Content.Locks.Lock(stream, request.RegionOffset, request.RegionSize, request.LockFlags == StreamRegionRequest.OthersMayRead, services.Limits.MaxStreamLocks, services.Time.GetUtcNow());
        return ValueTask.FromResult<RopResponse?>(new RopStatusResponse(rop.RopId));
    }

    private static ValueTask<RopResponse?> UnlockAsync(RopContext context, RopRequest rop)
    {
        var request = (StreamRegionRequest)rop;
        var stream = Stream(context, request.HandleIndex);
        stream.Content.Locks.Unlock(stream, request.RegionOffset, request.RegionSize);
        return ValueTask.FromResult<RopResponse?>(new RopStatusResponse(rop.RopId));
    }

    private static ValueTask<RopResponse?> CloneAsync(RopContext context, RopRequest rop)
    {
        var clone = Stream(context, rop.HandleIndex).Clone().Use();
        context.SetOutput(((CloneStreamRequest)rop).OutputHandleIndex, clone);
        return ValueTask.FromResult<RopResponse?>(new RopStatusResponse(rop.RopId));
    }

    private static StreamObject Stream(RopContext context, byte handleIndex) => context.Get<StreamObject>(handleIndex).Use();
}
