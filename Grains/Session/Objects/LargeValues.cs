using System.Buffers;
using System.Text;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>Keeps large values out of property bags: what a client set inline and is too long for it goes to a part of the mailbox.</summary>
internal static class LargeValues
{
    /// <summary>The value, in a part where it is of more than <see cref="IPartSink.InlineLimit"/> bytes and of a type that may lie outside.</summary>
    public static async ValueTask<PropertyValue> StoreAsync(LogonObject logon, PropertyValue value, CancellationToken cancellationToken)
    {
        if (value.IsExternal || value.Type is not (PropertyType.String or PropertyType.String8 or PropertyType.Binary or PropertyType.Object)) return value;
        if (PropertyValueCodec.SizeOf(value) <= IPartSink.InlineLimit) return value;
        await using var part = logon.Session.Services.Store.PartSink(logon.Key).CreatePart();
        if (value.RawReference is string text)
        {
            var rented = ArrayPool<byte>.Shared.Rent(Encoding.Unicode.GetMaxByteCount(text.Length));
            try
            {
                await part.AppendAsync(rented.AsMemory(0, Encoding.Unicode.GetBytes(text, rented)), cancellationToken);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
        else
        {
            await part.AppendAsync(value.AsBytes(), cancellationToken);
        }
        return PropertyValue.OfExternal(value.Type, await part.CompleteAsync(cancellationToken));
    }
}
