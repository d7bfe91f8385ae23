using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Http;

/// <summary>
/// A client's report of a request that succeeded or failed ([MS-OXCRPC] 2.2.2.2.7 to 2.2.2.2.14). Three groups of types say the same of
/// any, of background and of foreground requests; version 2 begins with a process.
/// </summary>
/// <param name="ReportType">The type.</param>
/// <param name="ProcessId">The process; null in version 1.</param>
/// <param name="TimeSinceRequest">Milliseconds since the request.</param>
/// <param name="TimeToComplete">Milliseconds it took to complete, or to fail.</param>
public abstract record AuxPerfReport(byte ReportType, ushort? ProcessId, uint TimeSinceRequest, uint TimeToComplete) : AuxBlock
{
    /// <inheritdoc/>
    public sealed override byte Version => ProcessId is null ? (byte)1 : (byte)2;
    /// <inheritdoc/>
    public sealed override byte Type => ReportType;
}

/// <summary>AUX_PERF_DEFMDB_SUCCESS ([MS-OXCRPC] 2.2.2.2.7).</summary>
/// <param name="ReportType">0x05, 0x0C or 0x11.</param>
/// <param name="TimeSinceRequest">Milliseconds since the request.</param>
/// <param name="TimeToComplete">Milliseconds it took.</param>
/// <param name="RequestId">The request.</param>
public sealed record AuxPerfDefMdbSuccess(byte ReportType, uint TimeSinceRequest, uint TimeToComplete, ushort RequestId)
    : AuxPerfReport(ReportType, null, TimeSinceRequest, TimeToComplete)
{
    internal static AuxPerfDefMdbSuccess Read(ref AuxReader r, byte type)
    {
        var result = new AuxPerfDefMdbSuccess(type, r.UInt32(), r.UInt32(), r.UInt16());
        r.Skip(2);
        return result;
    }

    internal override void WriteBody(MapiWriter writer, int start)
    {
        writer.WriteUInt32(TimeSinceRequest);
        writer.WriteUInt32(TimeToComplete);
        writer.WriteUInt16(RequestId);
        writer.WriteUInt16(0);
    }
}

/// <summary>AUX_PERF_DEFGC_SUCCESS ([MS-OXCRPC] 2.2.2.2.8).</summary>
/// <param name="ReportType">0x06, 0x0D or 0x12.</param>
/// <param name="ServerId">The server.</param>
/// <param name="SessionId">The session.</param>
/// <param name="TimeSinceRequest">Milliseconds since the request.</param>
/// <param name="TimeToComplete">Milliseconds it took.</param>
/// <param name="RequestOperation">What was asked for, as the client numbers it.</param>
public sealed record AuxPerfDefGcSuccess(byte ReportType, ushort ServerId, ushort SessionId, uint TimeSinceRequest, uint TimeToComplete, byte RequestOperation)
    : AuxPerfReport(ReportType, null, TimeSinceRequest, TimeToComplete)
{
    internal static AuxPerfDefGcSuccess Read(ref AuxReader r, byte type)
    {
        var result = new AuxPerfDefGcSuccess(type, r.UInt16(), r.UInt16(), r.UInt32(), r.UInt32(), r.Byte());
        r.Skip(3);
        return result;
    }

    internal override void WriteBody(MapiWriter writer, int start)
    {
        writer.WriteUInt16(ServerId);
        writer.WriteUInt16(SessionId);
        writer.WriteUInt32(TimeSinceRequest);
        writer.WriteUInt32(TimeToComplete);
        // Three reserved bytes above the operation.
        writer.WriteUInt32(RequestOperation);
    }
}

/// <summary>AUX_PERF_MDB_SUCCESS and AUX_PERF_MDB_SUCCESS_V2 ([MS-OXCRPC] 2.2.2.2.9, 2.2.2.2.10).</summary>
/// <param name="ReportType">0x07, 0x0E or 0x13.</param>
/// <param name="ProcessId">The process; null in version 1.</param>
/// <param name="ClientId">The client.</param>
/// <param name="ServerId">The server.</param>
/// <param name="SessionId">The session.</param>
/// <param name="RequestId">The request.</param>
/// <param name="TimeSinceRequest">Milliseconds since the request.</param>
/// <param name="TimeToComplete">Milliseconds it took.</param>
public sealed record AuxPerfMdbSuccess(
    byte ReportType, ushort? ProcessId, ushort ClientId, ushort ServerId, ushort SessionId, ushort RequestId, uint TimeSinceRequest, uint TimeToComplete)
    : AuxPerfReport(ReportType, ProcessId, TimeSinceRequest, TimeToComplete)
{
    internal static AuxPerfMdbSuccess Read(ref AuxReader r, byte type, bool second)
    {
        ushort? process = second ? r.UInt16() : null;
        ushort client = r.UInt16(), server = r.UInt16(), session = r.UInt16(), request = r.UInt16();
        if (second) r.Skip(2);
        return new AuxPerfMdbSuccess(type, process, client, server, session, request, r.UInt32(), r.UInt32());
    }

    internal override void WriteBody(MapiWriter writer, int start)
    {
        if (ProcessId is { } process) writer.WriteUInt16(process);
        writer.WriteUInt16(ClientId);
        writer.WriteUInt16(ServerId);
        writer.WriteUInt16(SessionId);
        writer.WriteUInt16(RequestId);
        if (ProcessId is not null) writer.WriteUInt16(0);
        writer.WriteUInt32(TimeSinceRequest);
        writer.WriteUInt32(TimeToComplete);
    }
}

/// <summary>AUX_PERF_GC_SUCCESS and AUX_PERF_GC_SUCCESS_V2 ([MS-OXCRPC] 2.2.2.2.11, 2.2.2.2.12).</summary>
/// <param name="ReportType">0x08, 0x0F or 0x14.</param>
/// <param name="ProcessId">The process; null in version 1.</param>
/// <param name="ClientId">The client.</param>
/// <param name="ServerId">The server.</param>
/// <param name="SessionId">The session.</param>
/// <param name="TimeSinceRequest">Milliseconds since the request.</param>
/// <param name="TimeToComplete">Milliseconds it took.</param>
/// <param name="RequestOperation">What was asked for, as the client numbers it.</param>
public sealed record AuxPerfGcSuccess(
    byte ReportType, ushort? ProcessId, ushort ClientId, ushort ServerId, ushort SessionId, uint TimeSinceRequest, uint TimeToComplete, byte RequestOperation)
    : AuxPerfReport(ReportType, ProcessId, TimeSinceRequest, TimeToComplete)
{
    internal static AuxPerfGcSuccess Read(ref AuxReader r, byte type, bool second)
    {
        ushort? process = second ? r.UInt16() : null;
        ushort client = r.UInt16(), server = r.UInt16(), session = r.UInt16();
        if (!second) r.Skip(2);
        var result = new AuxPerfGcSuccess(type, process, client, server, session, r.UInt32(), r.UInt32(), r.Byte());
        r.Skip(3);
        return result;
    }

    internal override void WriteBody(MapiWriter writer, int start)
    {
        if (ProcessId is { } process) writer.WriteUInt16(process);
        writer.WriteUInt16(ClientId);
        writer.WriteUInt16(ServerId);
        writer.WriteUInt16(SessionId);
        if (ProcessId is null) writer.WriteUInt16(0);
        writer.WriteUInt32(TimeSinceRequest);
        writer.WriteUInt32(TimeToComplete);
        writer.WriteUInt32(RequestOperation);
    }
}

/// <summary>AUX_PERF_FAILURE and AUX_PERF_FAILURE_V2 ([MS-OXCRPC] 2.2.2.2.13, 2.2.2.2.14).</summary>
/// <param name="ReportType">0x09, 0x10 or 0x15.</param>
/// <param name="ProcessId">The process; null in version 1.</param>
/// <param name="ClientId">The client.</param>
/// <param name="ServerId">The server.</param>
/// <param name="SessionId">The session.</param>
/// <param name="RequestId">The request.</param>
/// <param name="TimeSinceRequest">Milliseconds since the request.</param>
/// <param name="TimeToComplete">Milliseconds until it failed.</param>
/// <param name="ResultCode">What it failed with.</param>
/// <param name="RequestOperation">What was asked for, as the client numbers it.</param>
public sealed record AuxPerfFailure(
    byte ReportType, ushort? ProcessId, ushort ClientId, ushort ServerId, ushort SessionId, ushort RequestId, uint TimeSinceRequest, uint TimeToComplete,
    uint ResultCode, byte RequestOperation)
    : AuxPerfReport(ReportType, ProcessId, TimeSinceRequest, TimeToComplete)
{
    internal static AuxPerfFailure Read(ref AuxReader r, byte type, bool second)
    {
        ushort? process = second ? r.UInt16() : null;
        ushort client = r.UInt16(), server = r.UInt16(), session = r.UInt16(), request = r.UInt16();
        if (second) r.Skip(2);
        var result = new AuxPerfFailure(type, process, client, server, session, request, r.UInt32(), r.UInt32(), r.UInt32(), r.Byte());
        r.Skip(3);
        return result;
    }

    internal override void WriteBody(MapiWriter writer, int start)
    {
        if (ProcessId is { } process) writer.WriteUInt16(process);
        writer.WriteUInt16(ClientId);
        writer.WriteUInt16(ServerId);
        writer.WriteUInt16(SessionId);
        writer.WriteUInt16(RequestId);
        if (ProcessId is not null) writer.WriteUInt16(0);
        writer.WriteUInt32(TimeSinceRequest);
        writer.WriteUInt32(TimeToComplete);
        writer.WriteUInt32(ResultCode);
        writer.WriteUInt32(RequestOperation);
    }
}
