using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>Reads a request's body; RopId, LogonId and handle index are already consumed and filled in afterwards.</summary>
public delegate RopRequest RopRequestReader(ref MapiReader reader);

/// <summary>
/// Reads what follows a response's header. <paramref name="returnValue"/> tells success from failure;
/// <paramref name="request"/> is the request it answers, for responses whose shape depends on it.
/// </summary>
public delegate RopResponse RopResponseReader(ref MapiReader reader, MapiError returnValue, RopRequest? request);

/// <summary>The response of a ROP that failed, for the ROPs whose failures have a body.</summary>
public delegate RopResponse RopFailure(RopRequest request, MapiError error);

/// <summary>One row of the table of ROPs that the codec, the dispatcher, the metrics and the documentation read.</summary>
/// <param name="Id">The ROP.</param>
/// <param name="ReadRequest">Reads its request, or null where it has none (RopNotify, RopPending, ...).</param>
/// <param name="ReadResponse">Reads its response, or null where it has none (RopRelease).</param>
/// <param name="ResponseUsesOutputIndex">Whether the response carries the OutputHandleIndex of the request instead of its input index.</param>
/// <param name="Failure">Makes its response to a failure, where that is more than a ReturnValue; see <see cref="RopRegistry.Fail"/>.</param>
public sealed record RopDescriptor(RopId Id, RopRequestReader? ReadRequest, RopResponseReader? ReadResponse, bool ResponseUsesOutputIndex = false, RopFailure? Failure = null)
{
    /// <summary>
    /// Whether the ROP makes an object, whose handle goes where the output index says. The two that save name an output index for the
    /// response's sake only ([MS-OXCROPS] 2.2.6.3, 2.2.6.15).
    /// </summary>
    public bool MakesObject => (ResponseUsesOutputIndex && Id is not (RopId.RopSaveChangesMessage or RopId.RopSaveChangesAttachment)) || Id == RopId.RopLogon;

    /// <summary>The handle index that a response to this request carries.</summary>
    public byte ResponseIndexOf(RopRequest request) => ResponseUsesOutputIndex && request is IHasOutputHandle output ? output.OutputHandleIndex : request.HandleIndex;
}

/// <summary>
/// The table of ROPs. A family's file adds its rows in a static method <c>Rows()</c> named here; see docs/adding-a-rop.md.
/// </summary>
public static class RopRegistry
{
    private static readonly RopDescriptor?[] Table = Build(
    [
        PropertyRops.Rows(),
        StreamRops.Rows(),
        LogonRops.Rows(),
        TableRops.Rows(),
        FolderRops.Rows(),
        PermissionRops.Rows(),
        RuleRops.Rows(),
        SpecialRops.Rows(),
        NotificationRops.Rows(),
        MessageRops.Rows(),
        AttachmentRops.Rows(),
        TransportRops.Rows(),
        FastTransferRops.Rows(),
        SynchronizationRops.Rows(),
    ]);

    private static RopDescriptor?[] Build(IEnumerable<RopDescriptor>[] families)
    {
        var table = new RopDescriptor?[256];
        foreach (var row in families.SelectMany(f => f))
        {
            if (table[(byte)row.Id] is not null) throw new InvalidOperationException($"{row.Id} is in the table twice.");
            table[(byte)row.Id] = row;
        }
        return table;
    }

    /// <summary>The row of a ROP, or null where the id is reserved or unknown.</summary>
    public static RopDescriptor? Find(RopId id) => Table[(byte)id];

    /// <summary>
    /// The response that says a request failed: most are a ReturnValue and nothing else, some ([MS-OXCROPS] 2.2.4.3.2: PartialCompletion)
    /// have their body whatever happened. Whoever answers for a handler that could not answers with this.
    /// </summary>
    public static RopResponse Fail(RopRequest request, MapiError error) =>
        Find(request.RopId)?.Failure?.Invoke(request, error) ?? new RopStatusResponse(request.RopId, error);

    /// <summary>All rows, in order of their ids.</summary>
    public static IEnumerable<RopDescriptor> All => Table.OfType<RopDescriptor>();
}

/// <summary>A request that names where its new object's handle goes ([MS-OXCROPS] 2.2: OutputHandleIndex, or DestHandleIndex).</summary>
public interface IHasOutputHandle
{
    /// <summary>The index in the handle table that receives (or, for a destination, holds) the other handle.</summary>
    byte OutputHandleIndex { get; }
}
