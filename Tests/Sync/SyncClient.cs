using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <summary>The ROPs of a client that synchronizes, in one line each.</summary>
internal static class SyncClient
{
    public const SynchronizationFlags All = SynchronizationFlags.Unicode | SynchronizationFlags.ReadState | SynchronizationFlags.FAI | SynchronizationFlags.Normal | SynchronizationFlags.NoForeignIdentifiers;

    public static async Task<uint> ConfigureAsync(this TestSession session, uint folder, SynchronizationConfigureRequest request)
    {
        var (response, handle) = await session.ExecuteAsync<RopStatusResponse>(folder, request);
        Assert.Equal(MapiError.Success, response.ReturnValue);
        return handle;
    }

    public static Task<uint> ConfigureContentsAsync(this TestSession session, uint folder, SynchronizationFlags flags = All, byte[]? restriction = null,
        SynchronizationExtraFlags extra = SynchronizationExtraFlags.Eid | SynchronizationExtraFlags.CN, FastTransferSendOptions options = FastTransferSendOptions.Unicode, params PropertyTag[] tags) =>
        session.ConfigureAsync(folder, new SynchronizationConfigureRequest
        {
            OutputHandleIndex = 1,
            SynchronizationType = SynchronizationType.Contents,
            SendOptions = options,
            SynchronizationFlags = flags,
            RestrictionData = restriction ?? [],
            SynchronizationExtraFlags = extra,
            PropertyTags = tags,
        });

    public static async Task UploadStateAsync(this TestSession session, uint context, IcsState state, bool given = true)
    {
        foreach (var (tag, set) in new[]
        {
            (MetaTag.IdsetGiven, state.IdsetGiven), (MetaTag.CnsetSeen, state.CnsetSeen), (MetaTag.CnsetSeenFAI, state.CnsetSeenFAI), (MetaTag.CnsetRead, state.CnsetRead),
        })
        {
            if (tag == MetaTag.IdsetGiven && !given) continue;
            var bytes = set.ToArray();
            Assert.Equal(MapiError.Success, await session.StatusAsync(context, new SynchronizationUploadStateStreamBeginRequest { StateProperty = tag, TransferBufferSize = (uint)bytes.Length }));
            foreach (var chunk in bytes.Chunk(7000))
                Assert.Equal(MapiError.Success, await session.StatusAsync(context, new SynchronizationUploadStateStreamContinueRequest { StreamData = chunk }));
            Assert.Equal(MapiError.Success, await session.StatusAsync(context, new SynchronizationUploadStateStreamEndRequest()));
        }
    }

    public static async Task<FastTransferSourceGetBufferResponse> GetBufferAsync(this TestSession session, uint download, ushort size = 0x7B00) =>
        (await session.ExecuteAsync<FastTransferSourceGetBufferResponse>(download, new FastTransferSourceGetBufferRequest
        {
            BufferSize = FastTransferSourceGetBufferRequest.BufferSizeSentinel,
            MaximumBufferSize = size,
        })).Response;

    /// <summary>The whole stream of a download.</summary>
    public static async Task<(byte[] Bytes, int Buffers)> DownloadAsync(this TestSession session, uint download, ushort size = 0x7B00)
    {
        var all = new MemoryStream();
        for (var buffers = 1; ; buffers++)
        {
            var response = await session.GetBufferAsync(download, size);
            Assert.Equal(MapiError.Success, response.ReturnValue);
            all.Write(response.TransferBuffer);
            if (response.TransferStatus == FastTransferStatus.Done) return (all.ToArray(), buffers);
            Assert.Equal(FastTransferStatus.Partial, response.TransferStatus);
            Assert.NotEmpty(response.TransferBuffer);
        }
    }

    public static async Task<IcsState> TransferStateAsync(this TestSession session, uint context)
    {
        var (response, handle) = await session.ExecuteAsync<RopStatusResponse>(context, new SynchronizationGetTransferStateRequest { OutputHandleIndex = 1 });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        var (bytes, _) = await session.DownloadAsync(handle);
        await session.ReleaseAsync(handle);
        var state = new IcsState();
        foreach (var token in Tokens(bytes))
            if (token.Tag is { } tag && IcsState.IsStateProperty(tag))
                Assert.True(state.TrySet(tag, token.Value.AsBytes(), out _));
        return state;
    }

    /// <summary>A stream in tokens; large values are put together, names of named properties are kept.</summary>
    public static List<Token> Tokens(byte[] stream, int feed = 1000, bool whole = true)
    {
        var lexer = new FastTransferLexer();
        var tokens = new List<Token>();
        var (value, begin) = (new MemoryStream(), default(FastTransferToken));
        foreach (var chunk in stream.Chunk(feed))
        {
            lexer.Append(chunk);
            while (lexer.TryRead(out var token))
            {
                switch (token.Kind)
                {
                    case FastTransferTokenKind.Marker: tokens.Add(new Token(token.Marker, null, null, default)); break;
                    case FastTransferTokenKind.Property: tokens.Add(new Token(null, token.Tag, token.Name, token.Value)); break;
                    case FastTransferTokenKind.ValueBegin: (begin, value) = (token, new MemoryStream()); break;
                    case FastTransferTokenKind.ValueBytes: value.Write(token.Bytes.Span); break;
                    default: tokens.Add(new Token(null, begin.Tag, begin.Name, Value(begin.Tag.Type, value.ToArray()))); break;
                }
            }
            Assert.Null(lexer.Error);
        }
        if (whole) Assert.True(lexer.AtBoundary);
        return tokens;
    }

    private static PropertyValue Value(PropertyType type, byte[] bytes) => type switch
    {
        PropertyType.String => PropertyValue.String(System.Text.Encoding.Unicode.GetString(bytes)),
        PropertyType.String8 => PropertyValue.String8(bytes),
        PropertyType.Object => PropertyValue.ObjectBytes(bytes),
        _ => PropertyValue.Binary(bytes),
    };

    /// <summary>GLOBCNTs of the mailbox' own replica in a set of its wire form with REPLIDs.</summary>
    public static List<long> Ids(byte[] set)
    {
        var parsed = IdSet.TryParseReplIds(set, id => id == ObjectIds.OwnReplId ? Guid.Empty : new Guid(id, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]), out var error);
        Assert.Null(error);
        return [.. parsed!.Of(Guid.Empty).Values()];
    }

    /// <summary>A message of parts that come one after the other.</summary>
    public static void Apply(MessageContent content, MessagePart part)
    {
        switch (part.Kind)
        {
            case MessagePartKind.Property: content.Properties.Set(part.Property); break;
            case MessagePartKind.ClearRecipients: content.Recipients.Clear(); break;
            case MessagePartKind.Recipient: content.Recipients.Add(part.Recipient!); break;
            case MessagePartKind.ClearAttachments: content.Attachments.Clear(); break;
            case MessagePartKind.Attachment: content.Attachments.Add(part.Attachment!); break;
        }
    }
}

/// <summary>A token with its whole value.</summary>
internal sealed record Token(FastTransferMarker? Marker, PropertyTag? Tag, PropertyName? Name, PropertyValue Value);
