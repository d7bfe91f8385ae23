using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Objects;

/// <content>The message's properties ([MS-OXCMSG] 2.2.1).</content>
internal sealed partial class MessageObject
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PropertyTag>> ListPropertiesAsync(CancellationToken cancellationToken) =>
        MessageProperties.List(Logon, await ViewAsync(cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<PropertyValue[]> GetPropertiesAsync(ReadOnlyMemory<PropertyTag> tags, CancellationToken cancellationToken)
    {
        var view = await ViewAsync(cancellationToken);
        var values = new PropertyValue[tags.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var tag = tags.Span[i];
            // Of an open message this is how it is open ([MS-OXCPRPT] 2.2.1.2), not what its folder would allow.
            values[i] = tag.Id == PidTag.AccessLevel.Id && (tag.Type is PropertyType.Integer32 or PropertyType.Unspecified)
                ? PropertyValue.Int32(IsWritable && _mayEdit ? 1 : 0)
                : MessageProperties.Get(Logon, view, tag, Folder);
            if (MessageBodies.MayMake(tag.Id) && values[i] == PropertyValue.Error(MapiError.NotFound))
                values[i] = await MessageBodies.MakeAsync(Logon, view.Content.Properties, tag, cancellationToken);
        }
        return values;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IndexedProblem>> SetPropertiesAsync(IReadOnlyList<TaggedPropertyValue> values, CancellationToken cancellationToken)
    {
        var bag = Working.Properties;
        var problems = new List<IndexedProblem>();
        var subject = SubjectChange.None;
        for (var i = 0; i < values.Count; i++)
        {
            var (tag, value) = values[i];
            // A client uploads what it has, computed or not; what is computed follows from the rest.
            if (IsUpload && tag != PidTag.MessageFlags && (MessageProperties.IsComputed(tag.Id) || Sync.TransferProperties.IsNontransmittable(tag.Id))) continue;
            if (ProblemOf(tag, value) is { } error)
            {
                problems.Add(new((ushort)i, tag, error));
                continue;
            }
            if (tag == PidTag.MessageFlags)
            {
                if (!TrySetFlags(value.AsInt32())) problems.Add(new((ushort)i, tag, MapiError.ComputedValue));
                continue;
            }
            var delta = 4 + PropertyValueCodec.SizeOf(value) - SizeIn(bag, tag.Id);
            CheckRoom(delta);
            // An array of nothing is what is not there.
            if (value.RawReference is Array { Length: 0 } && tag.Type.IsMultiValue()) delta = -Remove(bag, tag.Id);
            else bag.Set(new TaggedPropertyValue(tag, await LargeValues.StoreAsync(Logon, value, cancellationToken)));
            Changed(delta);
            if (MessageBodies.IsBody(tag.Id) && !IsUpload)
            {
                MessageBodies.Replace(bag, Record.Content.Properties, tag.Id);
                Changed();
            }
            subject |= ChangeOf(tag);
        }
        if (subject != SubjectChange.None) Relate(bag, subject);
        return problems;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IndexedProblem>> DeletePropertiesAsync(IReadOnlyList<PropertyTag> tags, CancellationToken cancellationToken)
    {
        var bag = Working.Properties;
        var problems = new List<IndexedProblem>();
        for (var i = 0; i < tags.Count; i++)
        {
            if (IsReadOnly(tags[i].Id))
            {
                problems.Add(new((ushort)i, tags[i], MapiError.ComputedValue));
                continue;
            }
            var size = Remove(bag, tags[i].Id);
            if (size == 0) continue;
            Changed(-size);
            switch (ChangeOf(tags[i]))
            {
                case SubjectChange.Prefix:
                    Relate(bag, SubjectChange.Prefix);
                    break;
                case SubjectChange.Whole or SubjectChange.Normalized:
                    bag.Remove(PidTag.Subject.Id);
                    bag.Remove(PidTag.NormalizedSubject.Id);
                    bag.Remove(PidTag.SubjectPrefix.Id);
                    Changed();
                    break;
            }
        }
        return new(problems);
    }

    private bool IsReadOnly(ushort id) => !IsUpload && MessageProperties.IsReadOnly(id);

    private MapiError? ProblemOf(PropertyTag tag, PropertyValue value)
    {
        if (tag == PidTag.MessageFlags) return null;
        if (IsReadOnly(tag.Id)) return MapiError.ComputedValue;
        return value.Type != tag.Type || tag.Type is PropertyType.Null or PropertyType.ErrorCode or PropertyType.Unspecified ? MapiError.UnexpectedType : null;
    }

    /// <summary>
    /// Until the message is saved a client says whether it is read, a draft, a resend; what else it sends in PidTagMessageFlags is the
    /// server's and does not count ([MS-OXCMSG] 2.2.1.6). Later it says nothing any more.
    /// </summary>
    private bool TrySetFlags(int value)
    {
        if (!IsNew && !IsUpload && Container is null) return false;
        var settable = IsUpload ? ~MessageFlagBits.Derived | MessageFlagBits.Read : MessageFlagBits.Settable;
        var flags = ((MessageFlagBits)Record.MessageFlags & ~settable) | ((MessageFlagBits)value & settable);
        Record = Record with { IsRead = (value & (int)MessageFlagBits.Read) != 0, MessageFlags = (int)(flags & ~MessageFlagBits.Derived) };
        _flagsSet = true;
        Changed(0);
        return true;
    }

    private static long Remove(PropertyBag bag, ushort id)
    {
        var size = SizeIn(bag, id);
        bag.Remove(id);
        return size;
    }

    private static long SizeIn(PropertyBag bag, ushort id) =>
        bag.TryGet(id, out TaggedPropertyValue value) ? 4 + PropertyValueCodec.SizeOf(value.Value) : 0;

    [Flags]
    private enum SubjectChange
    {
        None = 0,
        Whole = 1,
        Prefix = 2,
        Normalized = 4,
    }

    private static SubjectChange ChangeOf(PropertyTag tag) =>
        tag.Id == PidTag.Subject.Id ? SubjectChange.Whole
        : tag.Id == PidTag.SubjectPrefix.Id ? SubjectChange.Prefix
        : tag.Id == PidTag.NormalizedSubject.Id ? SubjectChange.Normalized
        : SubjectChange.None;

    /// <summary>
    /// PidTagSubject is PidTagSubjectPrefix and PidTagNormalizedSubject ([MS-OXCMSG] 2.2.1.46): a new whole is taken apart, by the new
    /// prefix where one came along and fits; new parts are put together. A subject too long to be held inline is its own normalized one.
    /// </summary>
    private void Relate(PropertyBag bag, SubjectChange change)
    {
        if (change.HasFlag(SubjectChange.Whole) && bag.TryGet(PidTag.Subject, out PropertyValue whole))
        {
            if (whole.IsExternal)
            {
                bag.Set(PidTag.SubjectPrefix, "");
                bag.Set(PidTag.NormalizedSubject, whole);
            }
            else
            {
                var subject = whole.AsString();
                var (prefix, normalized) = change.HasFlag(SubjectChange.Prefix) && bag.GetString(PidTag.SubjectPrefix) is { } given && subject.StartsWith(given, StringComparison.Ordinal)
                    ? (given, subject[given.Length..])
                    : SubjectText.Split(subject);
                bag.Set(PidTag.SubjectPrefix, prefix);
                bag.Set(PidTag.NormalizedSubject, normalized);
            }
        }
        else if (bag.TryGet(PidTag.NormalizedSubject, out PropertyValue normalized))
        {
            bag.Set(PidTag.Subject, normalized.IsExternal ? normalized : PropertyValue.String((bag.GetString(PidTag.SubjectPrefix) ?? "") + normalized.AsString()));
        }
        Changed();
    }
}
