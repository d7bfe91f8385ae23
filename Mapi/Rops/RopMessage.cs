using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>
/// A ROP request. Every request begins with RopId, LogonId and one handle index ([MS-OXCROPS] 2.2); the body is what follows.
/// The third byte is the InputHandleIndex, the SourceHandleIndex or (RopLogon) the OutputHandleIndex.
/// </summary>
public abstract class RopRequest
{
    /// <summary>Which ROP this is.</summary>
    public abstract RopId RopId { get; }

    /// <summary>The RopId of the response, failures included. Only RopGetMessageStatus has another's ([MS-OXCROPS] 2.2.6.9.2).</summary>
    public virtual RopId ResponseRopId => RopId;

    /// <summary>The logon this request belongs to.</summary>
    public byte LogonId { get; set; }

    /// <summary>The index, in the handle table, of the handle of the object to act on (of the new logon, in RopLogon).</summary>
    public byte HandleIndex { get; set; }

    /// <summary>Writes what follows RopId, LogonId and handle index.</summary>
    public abstract void WriteBody(MapiWriter writer);
}

/// <summary>
/// A ROP response. Nearly every one begins with RopId, a handle index and ReturnValue; those that don't
/// (RopNotify, RopPending, RopBackoff, RopBufferTooSmall) say so with <see cref="HasStandardHeader"/>.
/// </summary>
public abstract class RopResponse
{
    /// <summary>Which ROP this answers.</summary>
    public abstract RopId RopId { get; }

    /// <summary>The input or output handle index, as the ROP's response defines; the dispatcher fills it in.</summary>
    public byte HandleIndex { get; set; }

    /// <summary>The status. Where it is not Success most responses have no body; those that have write it nevertheless.</summary>
    public MapiError ReturnValue { get; set; }

    /// <summary>Whether RopId, handle index and ReturnValue come first.</summary>
    public virtual bool HasStandardHeader => true;

    /// <summary>Writes what follows the header. Is called for failures too: most responses then write nothing.</summary>
    public abstract void WriteBody(MapiWriter writer);
}

/// <summary>A response that has no body, or, as a failure, none: the answer of every ROP that cannot be done.</summary>
public sealed class RopStatusResponse : RopResponse
{
    /// <summary>A response of this ROP with this status.</summary>
    public RopStatusResponse(RopId ropId, MapiError returnValue = MapiError.Success)
    {
        RopId = ropId;
        ReturnValue = returnValue;
    }

    /// <inheritdoc/>
    public override RopId RopId { get; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
    }
}

/// <summary>
/// A request with fields at its end that only private, or only public-folder, logons send ([MS-OXCROPS] 2.2.6.11.1, 2.2.3.12.1). What was
/// read before cannot tell, so the reader of the buffer says which it is.
/// </summary>
public interface IDependsOnLogon
{
    /// <summary>Reads the rest of the body.</summary>
    void ReadRest(ref MapiReader reader, bool publicLogon);
}
