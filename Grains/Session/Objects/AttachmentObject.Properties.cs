using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Objects;

/// <content>The attachment's properties ([MS-OXCMSG] 2.2.2).</content>
internal sealed partial class AttachmentObject
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PropertyTag>> ListPropertiesAsync(CancellationToken cancellationToken) =>
        new(AttachmentProperties.List(Content));

    /// <inheritdoc/>
    public ValueTask<PropertyValue[]> GetPropertiesAsync(ReadOnlyMemory<PropertyTag> tags, CancellationToken cancellationToken)
    {
        var values = new PropertyValue[tags.Length];
        // Before anything is done to a new attachment, Exchange since 2013 says of it that it has no size and no access level yet
        // ([MS-OXCMSG] 3.2.5.13).
        var untouched = _isNew && _working is null;
        for (var i = 0; i < values.Length; i++)
        {
            var tag = tags.Span[i];
            values[i] = untouched && (tag == PidTag.AttachSize || tag == PidTag.AccessLevel) ? PropertyValue.Int32(0) : AttachmentProperties.Get(Content, tag, IsWritable);
        }
        return new(values);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IndexedProblem>> SetPropertiesAsync(IReadOnlyList<TaggedPropertyValue> values, CancellationToken cancellationToken)
    {
        var bag = Working.Properties;
        var problems = new List<IndexedProblem>();
        for (var i = 0; i < values.Count; i++)
        {
            var (tag, value) = values[i];
            if (AttachmentProperties.IsReadOnly(tag.Id))
            {
                problems.Add(new((ushort)i, tag, MapiError.ComputedValue));
            }
            else if (value.Type != tag.Type || tag.Type is PropertyType.Null or PropertyType.ErrorCode or PropertyType.Unspecified)
            {
                problems.Add(new((ushort)i, tag, MapiError.UnexpectedType));
            }
            else
            {
                if (value.RawReference is Array { Length: 0 } && tag.Type.IsMultiValue()) bag.Remove(tag.Id);
                else bag.Set(new TaggedPropertyValue(tag, await LargeValues.StoreAsync(Logon, value, cancellationToken)));
                if (tag.Id == PidTag.LastModificationTime.Id) _timeSet = true;
            }
        }
        Changed();
        return problems;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IndexedProblem>> DeletePropertiesAsync(IReadOnlyList<PropertyTag> tags, CancellationToken cancellationToken)
    {
        var content = Working;
        var problems = new List<IndexedProblem>();
        for (var i = 0; i < tags.Count; i++)
        {
            if (AttachmentProperties.IsReadOnly(tags[i].Id)) problems.Add(new((ushort)i, tags[i], MapiError.ComputedValue));
            else content.Properties.Remove(tags[i].Id);
            // The embedded message is this property's value ([MS-OXCMSG] 2.2.2.8).
            if (tags[i].Id == PidTag.AttachDataObject.Id) content.Embedded = null;
        }
        Changed();
        return new(problems);
    }
}
