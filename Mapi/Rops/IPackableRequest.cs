namespace MapiOrleans.Mapi.Rops;

/// <summary>
/// A request that a server may go on answering in further buffers of the same output, where it is the last of its input and the client
/// set the Chain flag ([MS-OXCRPC] 3.1.4.2.1.2.2): RopQueryRows, RopReadStream, RopFastTransferSourceGetBuffer.
/// </summary>
public interface IPackableRequest
{
    /// <summary>Bytes of the client's room that must be left for one more buffer to be made: 32 KiB for rows, 8 KiB for bytes.</summary>
    int MinimumResidual { get; }

    /// <summary>
    /// The request as if the client sent it once more after this response, asking for no more than is left of what it asked for; null where
    /// the response ends it.
    /// </summary>
    RopRequest? Next(RopResponse response);

    /// <summary>Whether a response carries anything; a further buffer that would carry nothing is not made.</summary>
    bool Carries(RopResponse response);
}
