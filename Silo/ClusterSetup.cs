using System.Net;
using System.Net.Sockets;

namespace MapiOrleans.Silo;

/// <summary>The silo of a node.</summary>
internal static class ClusterSetup
{
    /// <summary>Configures a silo that is alone: its ports are free ones of the loopback address, so that nodes on one machine do not meet.</summary>
    public static void Configure(ISiloBuilder silo, IConfiguration configuration)
    {
        _ = configuration;
        silo.UseLocalhostClustering(FreePort(), FreePort());
    }

    /// <summary>A port of the loopback address that nobody listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
