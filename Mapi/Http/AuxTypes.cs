namespace MapiOrleans.Mapi.Http;

/// <summary>The types of aux blocks ([MS-OXCRPC] 2.2.2.2) and how each is read.</summary>
internal static class AuxTypes
{
    public const byte PerfRequestId = 0x01, PerfClientInfo = 0x02, PerfServerInfo = 0x03, PerfSessionInfo = 0x04, ClientControl = 0x0A,
        PerfProcessInfo = 0x0B, OsVersionInfo = 0x16, ExOrgInfo = 0x17, PerfAccountInfo = 0x18, ServerCapabilities = 0x46,
        EndpointCapabilities = 0x48, ClientConnectionInfo = 0x4A, ServerSessionInfo = 0x4B, ProtocolDeviceIdentification = 0x4E;

    public delegate AuxBlock BlockReader(ref AuxReader reader, byte type);

    private static readonly Dictionary<(byte Version, byte Type), BlockReader> Readers = Build();

    /// <summary>How a block is read, or null where it is not known.</summary>
    public static BlockReader? Find(byte version, byte type) => Readers.GetValueOrDefault((version, type));

    private static Dictionary<(byte, byte), BlockReader> Build()
    {
        Dictionary<(byte, byte), BlockReader> readers = new()
        {
            [(1, PerfRequestId)] = static (ref r, _) => new AuxPerfRequestId(r.UInt16(), r.UInt16()),
            [(1, PerfClientInfo)] = static (ref r, _) => AuxPerfClientInfo.Read(ref r),
            [(1, PerfServerInfo)] = static (ref r, _) => AuxPerfServerInfo.Read(ref r),
            [(1, PerfSessionInfo)] = static (ref r, _) => ReadSession(ref r, false),
            [(2, PerfSessionInfo)] = static (ref r, _) => ReadSession(ref r, true),
            [(1, ClientControl)] = static (ref r, _) => new AuxClientControl(r.UInt32(), r.UInt32()),
            [(1, PerfProcessInfo)] = static (ref r, _) => AuxPerfProcessInfo.Read(ref r, 1),
            [(2, PerfProcessInfo)] = static (ref r, _) => AuxPerfProcessInfo.Read(ref r, 2),
            [(1, OsVersionInfo)] = static (ref r, _) => ReadOsVersion(ref r),
            [(1, ExOrgInfo)] = static (ref r, _) => new AuxExOrgInfo(r.UInt32()),
            [(1, PerfAccountInfo)] = static (ref r, _) => ReadAccount(ref r),
            [(1, ServerCapabilities)] = static (ref r, _) => new AuxServerCapabilities(r.UInt32()),
            [(1, EndpointCapabilities)] = static (ref r, _) => new AuxEndpointCapabilities(r.UInt32()),
            [(1, ClientConnectionInfo)] = static (ref r, _) => AuxClientConnectionInfo.Read(ref r),
            [(1, ServerSessionInfo)] = static (ref r, _) => new AuxServerSessionInfo(r.TextAt(r.UInt16())),
            [(1, ProtocolDeviceIdentification)] = static (ref r, _) => ReadDevice(ref r),
        };
        // The same five reports of any requests, background requests and foreground requests.
        foreach (var first in (ReadOnlySpan<byte>)[0x05, 0x0C, 0x11])
        {
            readers[(1, first)] = static (ref r, type) => AuxPerfDefMdbSuccess.Read(ref r, type);
            readers[(1, (byte)(first + 1))] = static (ref r, type) => AuxPerfDefGcSuccess.Read(ref r, type);
            readers[(1, (byte)(first + 2))] = static (ref r, type) => AuxPerfMdbSuccess.Read(ref r, type, false);
            readers[(2, (byte)(first + 2))] = static (ref r, type) => AuxPerfMdbSuccess.Read(ref r, type, true);
            readers[(1, (byte)(first + 3))] = static (ref r, type) => AuxPerfGcSuccess.Read(ref r, type, false);
            readers[(2, (byte)(first + 3))] = static (ref r, type) => AuxPerfGcSuccess.Read(ref r, type, true);
            readers[(1, (byte)(first + 4))] = static (ref r, type) => AuxPerfFailure.Read(ref r, type, false);
            readers[(2, (byte)(first + 4))] = static (ref r, type) => AuxPerfFailure.Read(ref r, type, true);
        }
        return readers;
    }

    private static AuxPerfSessionInfo ReadSession(ref AuxReader r, bool second)
    {
        var id = r.UInt16();
        r.Skip(2);
        var guid = r.Guid();
        return new AuxPerfSessionInfo(id, guid, second ? r.UInt32() : null);
    }

    private static AuxOsVersionInfo ReadOsVersion(ref AuxReader r)
    {
        r.Skip(4);
        uint major = r.UInt32(), minor = r.UInt32(), build = r.UInt32();
        r.Skip(AuxOsVersionInfo.ReservedSize);
        ushort packMajor = r.UInt16(), packMinor = r.UInt16();
        r.Skip(4);
        return new AuxOsVersionInfo(major, minor, build, packMajor, packMinor);
    }

    private static AuxPerfAccountInfo ReadAccount(ref AuxReader r)
    {
        var client = r.UInt16();
        r.Skip(2);
        return new AuxPerfAccountInfo(client, r.Guid());
    }

    private static AuxProtocolDeviceIdentification ReadDevice(ref AuxReader r)
    {
        ushort manufacturer = r.UInt16(), model = r.UInt16(), serial = r.UInt16(), version = r.UInt16(), firmware = r.UInt16();
        return new AuxProtocolDeviceIdentification(r.TextAt(manufacturer), r.TextAt(model), r.TextAt(serial), r.TextAt(version), r.TextAt(firmware));
    }
}
