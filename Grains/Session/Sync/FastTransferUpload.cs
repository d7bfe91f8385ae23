using System.Text;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>
/// A FastTransfer upload context ([MS-OXCFXICS] 3.2.5.8.2): takes a stream in buffers cut anywhere and gives its elements to a
/// <see cref="UploadTarget"/>. Large values go to the store as they come. After a failure it takes nothing more.
/// </summary>
internal sealed class FastTransferUpload(UploadTarget target) : SessionObject(target.Logon)
{
    // About what an object or a property takes in memory besides its value.
    private const int ObjectCost = 200, PropertyCost = 50;

    private readonly FastTransferLexer _lexer = new();
    private MapiError _error;
    private FastTransferToken _begin;
    private IPartWriter? _part;
    private Decoder? _decoder;
    private long _size;

    /// <inheritdoc/>
    public override SessionObjectKind Kind => SessionObjectKind.FastTransfer;

    /// <summary>Takes the next bytes of the stream.</summary>
    public async ValueTask PutAsync(byte[] data, CancellationToken cancellationToken)
    {
        if (_error != MapiError.Success) throw new RopException(_error, "the upload has failed before");
        try
        {
            _lexer.Append(data);
            while (_lexer.TryRead(out var token)) await TakeAsync(token, cancellationToken);
            if (_lexer.Error is { } error) throw new RopException(MapiError.CorruptData, $"the stream {error}");
            await target.FlushAsync(cancellationToken);
        }
        catch (Exception e)
        {
            // What was read of the stream cannot be read again, whatever it was that failed.
            _error = e is RopException known ? known.Error : MapiError.FxInvalidState;
            if (_part is { } part) await part.DisposeAsync();
            _part = null;
            throw;
        }
    }

    private async ValueTask TakeAsync(FastTransferToken token, CancellationToken cancellationToken)
    {
        switch (token.Kind)
        {
            case FastTransferTokenKind.Marker:
                // Each message has its own bound, and so has what stands between two. Subobjects cost memory even where there is nothing in them.
                if (token.Marker is FastTransferMarker.StartMessage or FastTransferMarker.StartFAIMsg or FastTransferMarker.EndMessage) _size = 0;
                Count(ObjectCost);
                if (!await target.MarkerAsync(token.Marker, cancellationToken)) throw new RopException(MapiError.FxUnexpectedMarker, $"{token.Marker} has no place there");
                break;
            case FastTransferTokenKind.Property:
                Count(PropertyCost + PropertyValueCodec.SizeOf(token.Value));
                await GiveAsync(token, TextConversion.ToUnicode(token.Value, Logon.Session.CodePage), cancellationToken);
                break;
            case FastTransferTokenKind.ValueBegin:
                Count(token.Length);
                _begin = token;
                _decoder = token.Tag.Type == PropertyType.String8 ? TextConversion.EncodingOf(token.CodePage != 0 ? token.CodePage : Logon.Session.CodePage).GetDecoder() : null;
                _part = Logon.Session.Services.Store.PartSink(Logon.Key).CreatePart();
                break;
            case FastTransferTokenKind.ValueBytes:
                await _part!.AppendAsync(Kept(token.Bytes, flush: false), cancellationToken);
                break;
            default:
                if (_decoder is not null) await _part!.AppendAsync(Kept(default, flush: true), cancellationToken);
                var external = await _part!.CompleteAsync(cancellationToken);
                await _part.DisposeAsync();
                _part = null;
                await GiveAsync(_begin, PropertyValue.OfExternal(_decoder is null ? _begin.Tag.Type : PropertyType.String, external), cancellationToken);
                break;
        }
    }

    /// <summary>Bytes as they are kept: 8-bit text becomes Unicode.</summary>
    private ReadOnlyMemory<byte> Kept(ReadOnlyMemory<byte> bytes, bool flush)
    {
        if (_decoder is null) return bytes;
        var chars = new char[_decoder.GetCharCount(bytes.Span, flush)];
        var count = _decoder.GetChars(bytes.Span, chars, flush);
        return Encoding.Unicode.GetBytes(chars, 0, count);
    }

    private async ValueTask GiveAsync(FastTransferToken token, PropertyValue value, CancellationToken cancellationToken)
    {
        var tag = new PropertyTag(token.Tag.Id, value.Type);
        if (token.Name is { } name)
        {
            // An id says nothing outside its mailbox; a name that gets none here is left out with its value.
            var id = name.IsNone ? (ushort)0 : await Logon.NamedProperties.GetIdAsync(name, create: true);
            if (id == 0) return;
            tag = new PropertyTag(id, value.Type);
        }
        await target.PropertyAsync(new TaggedPropertyValue(tag, value), cancellationToken);
    }

    private void Count(long bytes)
    {
        var limit = Logon.Session.Services.Limits.MaxMessageSize;
        if ((_size += bytes) > limit) throw new RopException(MapiError.MessageTooBig, $"an object of more than {limit} bytes");
    }

    /// <inheritdoc/>
    public override ValueTask CloseAsync(CancellationToken cancellationToken) => _part?.DisposeAsync() ?? ValueTask.CompletedTask;
}
