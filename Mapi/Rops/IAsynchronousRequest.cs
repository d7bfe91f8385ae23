namespace MapiOrleans.Mapi.Rops;

/// <summary>
/// A request that may be carried out asynchronously ([MS-OXCFOLD] 3.1.5.2, [MS-OXCPRPT] 3.1.5, [MS-OXCMSG] 3.2.5.10): while it goes on it is
/// answered by RopProgress, in the end by the response of its own ROP.
/// </summary>
public interface IAsynchronousRequest
{
    /// <summary>Whether the client takes a RopProgress for an answer.</summary>
    bool WantAsynchronous { get; }
}
