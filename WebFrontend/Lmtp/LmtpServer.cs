using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.WebFrontend.Tls;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Lmtp;

/// <summary>
/// The LMTP server of a node. When the node stops it takes no more connections, ends those that are between two commands, and lets
/// deliveries end, so that none is cut off between its commit and its reply.
/// </summary>
public sealed class LmtpServer : IHostedService, IDisposable
{
    private readonly LmtpServices _services;
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <summary>A server that does not listen yet.</summary>
    public LmtpServer(IMailDelivery delivery, IOptions<LmtpOptions> options, LmtpMetrics metrics, TimeProvider time, ILogger<LmtpServer> logger, ITlsCertificateSource? certificates = null)
    {
        _services = new LmtpServices(delivery, options.Value, certificates, metrics, time, logger);
    }

    /// <summary>Where it listens, or null.</summary>
    public IPEndPoint? EndPoint => _listener?.LocalEndpoint as IPEndPoint;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_services.Options.Listen.Length == 0) return Task.CompletedTask;
        _listener = new TcpListener(IPEndPoint.Parse(_services.Options.Listen));
        try
        {
            _listener.Start();
        }
        catch (SocketException e)
        {
            throw new InvalidOperationException($"Lmtp:Listen is \"{_services.Options.Listen}\", which cannot be listened on ({e.SocketErrorCode}): end what uses it, or give another port.", e);
        }
        LmtpLog.Listening(_services.Logger, _listener.LocalEndpoint);
        _accepting = AcceptAsync(_listener);
        return Task.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(_stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // A connection that was gone before it was taken; the next one may be better.
                LmtpLog.Broken(_services.Logger, "?", e.Message);
                continue;
            }
            var connection = ServeAsync(client);
            _connections.TryAdd(connection, 0);
            _ = connection.ContinueWith(static (t, all) => ((ConcurrentDictionary<Task, byte>)all!).TryRemove(t, out _), _connections, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await Task.Yield();
        using (client)
        {
            var address = (client.Client.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "?";
            client.NoDelay = true;
            using var count = _services.Metrics.Open();
            try
            {
                var stream = client.GetStream();
                if (_connections.Count > _services.Options.MaxConnections)
                {
                    _services.Metrics.Refuse(nameof(LmtpOptions.MaxConnections));
                    LmtpLog.TooManyConnections(_services.Logger, address, _services.Options.MaxConnections);
                    await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(new LmtpReply(421, "4.3.2", "Too many connections").ToString()), _aborting.Token);
                    return;
                }
                await new LmtpConnection(stream, address, _services).RunAsync(_stopping.Token, _aborting.Token);
            }
            catch (Exception e)
            {
                LmtpLog.ConnectionFailed(_services.Logger, e, address);
            }
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        _listener?.Stop();
        await _accepting;
        var open = Task.WhenAll(_connections.Keys);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_services.Options.StopTimeout);
        try
        {
            await open.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // What is not acknowledged by now will come again.
            await _aborting.CancelAsync();
            await open;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener?.Dispose();
        _stopping.Dispose();
        _aborting.Dispose();
    }
}
