using System.Diagnostics.Metrics;
using System.Net;
using MapiOrleans.Grains.Interfaces.Delivery;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.WebFrontend.Lmtp;

/// <summary>What the LMTP server measures; meter <c>MapiOrleans.Lmtp</c>.</summary>
public sealed class LmtpMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MapiOrleans.Lmtp";

    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _refused;

    /// <summary>The instruments, in the node's meter factory.</summary>
    public LmtpMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _connections = meter.CreateUpDownCounter<long>("mapiorleans.lmtp.connections", "{connection}", "Connections that are open.");
        _messages = meter.CreateCounter<long>("mapiorleans.lmtp.messages", "{message}", "Messages that came whole.");
        _bytes = meter.CreateCounter<long>("mapiorleans.lmtp.bytes", "By", "Bytes of them.");
        _refused = meter.CreateCounter<long>("mapiorleans.lmtp.limit.refused", "{refusal}", "What a limit refused, by limit.");
    }

    internal void Message(long bytes)
    {
        _messages.Add(1);
        _bytes.Add(bytes);
    }

    internal void Refuse(string limit) => _refused.Add(1, new KeyValuePair<string, object?>("limit", limit));

    internal IDisposable Open()
    {
        _connections.Add(1);
        return new Closing(_connections);
    }

    private sealed class Closing(UpDownCounter<long> connections) : IDisposable
    {
        public void Dispose() => connections.Add(-1);
    }
}

internal static partial class LmtpLog
{
    [LoggerMessage(5001, LogLevel.Information, "LMTP listens on {EndPoint}.")]
    public static partial void Listening(ILogger logger, EndPoint endPoint);

    [LoggerMessage(5002, LogLevel.Information, "LMTP client {Client}: recipient {Address} refused: {Status}.")]
    public static partial void RecipientRefused(ILogger logger, string client, string address, DeliveryStatus status);

    [LoggerMessage(5003, LogLevel.Warning, "LMTP client {Client}: {Count} errors, sent away.")]
    public static partial void TooManyErrors(ILogger logger, string client, int count);

    [LoggerMessage(5004, LogLevel.Warning, "LMTP client {Client} refused: {Limit} connections are open.")]
    public static partial void TooManyConnections(ILogger logger, string client, int limit);

    [LoggerMessage(5005, LogLevel.Debug, "LMTP client {Client}: the connection broke: {Reason}")]
    public static partial void Broken(ILogger logger, string client, string reason);

    [LoggerMessage(5006, LogLevel.Error, "LMTP client {Client}: delivery failed; the client may try again.")]
    public static partial void DeliveryFailed(ILogger logger, Exception exception, string client);

    [LoggerMessage(5007, LogLevel.Error, "LMTP client {Client}: the connection was given up.")]
    public static partial void ConnectionFailed(ILogger logger, Exception exception, string client);
}
