using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>Properties of logons, folders, messages and attachments: read, listed, set, deleted ([MS-OXCPRPT] 3.2.5.1 to 3.2.5.5).</summary>
internal static partial class PropertyHandlers
{
    internal static IEnumerable<(RopId Id, RopHandler Handler)> Rows() =>
    [
        (RopId.RopGetPropertiesSpecific, GetSpecificAsync),
        (RopId.RopGetPropertiesAll, GetAllAsync),
        (RopId.RopGetPropertiesList, GetListAsync),
        // Replication of public folders is what NoReplicate is about; there is one replica here.
        (RopId.RopSetProperties, SetAsync),
        (RopId.RopSetPropertiesNoReplicate, SetAsync),
        (RopId.RopDeleteProperties, DeleteAsync),
        (RopId.RopDeletePropertiesNoReplicate, DeleteAsync),
        (RopId.RopGetPropertyIdsFromNames, IdsFromNamesAsync),
        (RopId.RopGetNamesFromPropertyIds, NamesFromIdsAsync),
        (RopId.RopQueryNamedProperties, QueryNamedAsync),
        (RopId.RopCopyProperties, CopyPropertiesAsync),
        (RopId.RopCopyTo, CopyToAsync),
    ];

    private static async ValueTask<RopResponse?> GetSpecificAsync(RopContext context, RopRequest rop)
    {
        var request = (GetPropertiesSpecificRequest)rop;
        var (target, logon) = await TargetAsync(context, request.HandleIndex);
        var tags = request.PropertyTags;
        // The row has one flag, and a value flag and a type each at most.
        var space = context.ResponseSpace - GetPropertiesSpecificResponse.HeaderSize - 1;
        var values = await target.GetPropertiesAsync(tags, context.CancellationToken);
        await WireValues.LoadAsync(logon, values, space, context.CancellationToken);
        for (var i = 0; i < values.Length; i++) values[i] = WireValues.Convert(values[i], tags[i].Type, request.WantUnicode, CodePageOf(target));
        WireValues.Fit(values, space);
        return new GetPropertiesSpecificResponse { PropertyTags = tags, RowData = values };
    }

    private static async ValueTask<RopResponse?> GetAllAsync(RopContext context, RopRequest rop)
    {
        var request = (GetPropertiesAllRequest)rop;
        var (target, logon) = await TargetAsync(context, request.HandleIndex);
        var tags = (await target.ListPropertiesAsync(context.CancellationToken)).ToArray();
        // Each value has its tag before it.
        var space = context.ResponseSpace - GetPropertiesAllResponse.HeaderSize - 4 * tags.Length;
        var values = await target.GetPropertiesAsync(tags, context.CancellationToken);
        await WireValues.LoadAsync(logon, values, space, context.CancellationToken);
        for (var i = 0; i < values.Length; i++) values[i] = WireValues.Convert(values[i], PropertyType.Unspecified, request.WantUnicode, CodePageOf(target));
        WireValues.Fit(values, space);
        return new GetPropertiesAllResponse
        {
            // What is not there any more, or never was more than a tag, is no property that was set.
            PropertyValues = [.. values.Select((v, i) => new TaggedPropertyValue(tags[i].Id, v))
                .Where(p => p.Value.HasValue && (p.Value.Type != PropertyType.ErrorCode || p.Value.AsError() == MapiError.NotEnoughMemory))],
        };
    }

    private static async ValueTask<RopResponse?> GetListAsync(RopContext context, RopRequest rop)
    {
        var (target, _) = await TargetAsync(context, rop.HandleIndex);
        return new GetPropertiesListResponse { PropertyTags = [.. await target.ListPropertiesAsync(context.CancellationToken)] };
    }

    private static async ValueTask<RopResponse?> SetAsync(RopContext context, RopRequest rop)
    {
        var request = (SetPropertiesRequest)rop;
        var (target, logon) = await TargetAsync(context, request.HandleIndex);
        var all = request.PropertyValues;
        var problems = new List<IndexedProblem>();
        var unknown = await logon.NamedProperties.FindUnknownAsync(all.Select(v => v.Tag.Id));
        var set = new List<(ushort Index, TaggedPropertyValue Value)>(all.Length);
        var empty = new List<(ushort Index, PropertyTag Tag)>();
        for (var i = 0; i < all.Length; i++)
        {
            var value = TextConversion.ToUnicode(all[i], CodePageOf(target));
            if (value.Value.Type is PropertyType.Null or PropertyType.ErrorCode || unknown.Contains(value.Tag.Id))
                problems.Add(new((ushort)i, all[i].Tag, MapiError.InvalidParameter));
            else if (value.Value.RawReference is Array { Length: 0 } && value.Tag.Type.IsMultiValue())
                empty.Add(((ushort)i, value.Tag)); // no values is no property
            else
                set.Add(((ushort)i, value));
        }
        if (set.Count > 0)
            problems.AddRange((await target.SetPropertiesAsync([.. set.Select(s => s.Value)], context.CancellationToken)).Select(p => new IndexedProblem(set[p.Index].Index, all[set[p.Index].Index].Tag, p.Error)));
        if (target is MessageObject message) message.Refused(problems.Select(p => p.Tag));
        else if (target is AttachmentObject attachment) attachment.Refused(problems.Select(p => p.Tag));
        if (empty.Count > 0)
            problems.AddRange((await target.DeletePropertiesAsync([.. empty.Select(s => s.Tag)], context.CancellationToken)).Select(p => new IndexedProblem(empty[p.Index].Index, all[empty[p.Index].Index].Tag, p.Error)));
        return new PropertyProblemsResponse(request.RopId) { PropertyProblems = Wire(problems) };
    }

    private static async ValueTask<RopResponse?> DeleteAsync(RopContext context, RopRequest rop)
    {
        var request = (DeletePropertiesRequest)rop;
        var (target, _) = await TargetAsync(context, request.HandleIndex);
        return new PropertyProblemsResponse(request.RopId) { PropertyProblems = Wire(await target.DeletePropertiesAsync(request.PropertyTags, context.CancellationToken)) };
    }

    /// <summary>The object whose properties a ROP is about, what was written to its streams included.</summary>
    private static async ValueTask<(IPropertyObject Target, LogonObject Logon)> TargetAsync(RopContext context, byte handleIndex)
    {
        var target = context.Get<IPropertyObject>(handleIndex);
        await OpenStreams.FlushAsync(target, context.CancellationToken);
        return (target, ((SessionObject)target).Logon);
    }

    /// <summary>The code page of an object's 8-bit text: a message's own, which its attachments have too; else the session's ([MS-OXCPRPT] 3.2.5.1).</summary>
    internal static int CodePageOf(IPropertyObject target) => target switch
    {
        MessageObject message => message.CodePage,
        AttachmentObject attachment => attachment.Message.CodePage,
        _ => ((SessionObject)target).Logon.Session.CodePage,
    };

    /// <summary>Whether the object is a logon, which has properties and nothing that can be copied or streamed.</summary>
    internal static bool IsLogon(object target) => target is LogonObject;

    private static PropertyProblem[] Wire(IReadOnlyList<IndexedProblem> problems) =>
        [.. problems.OrderBy(p => p.Index).Select(p => new PropertyProblem(p.Index, p.Tag, p.Error))];
}
