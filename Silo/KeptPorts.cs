using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MapiOrleans.Silo;

/// <summary>
/// The free ports that a member of a cluster chose, kept in its data folder: a node that was killed and comes back at the same address takes
/// its predecessor's place in the cluster at once, instead of waiting until that one counts as dead.
/// </summary>
internal static class KeptPorts
{
    private const string FileName = "cluster-ports";

    /// <summary>Two ports of an address that nobody listens on: the kept ones where they are still free.</summary>
    public static (int Silo, int Gateway) Choose(string dataDirectory, IPAddress address)
    {
        var file = Path.Combine(dataDirectory, FileName);
        var kept = Read(file);
        var silo = kept is var (first, _) && IsFree(address, first) ? first : FreePort(address, 0);
        var gateway = kept is var (_, second) && second != silo && IsFree(address, second) ? second : FreePort(address, silo);
        if (kept != (silo, gateway)) File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"{silo} {gateway}\n"));
        return (silo, gateway);
    }

    private static (int Silo, int Gateway)? Read(string file)
    {
        if (!File.Exists(file)) return null;
        var parts = File.ReadAllText(file).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return parts is [var silo, var gateway] && TryPort(silo, out var first) && TryPort(gateway, out var second) ? (first, second) : null;
    }

    private static bool TryPort(string text, out int port) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= ushort.MaxValue;

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A port of an address that nobody listens on, another than one that is spoken for.</summary>
    public static int FreePort(IPAddress address, int spokenFor = 0)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return port != spokenFor ? port : FreePort(address, spokenFor);
    }
}
