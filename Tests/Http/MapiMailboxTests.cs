using System.Net;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Http;

/// <summary>The client against real sessions; what lies between them is an envelope made of the codecs.</summary>
[Collection(SessionCollection.Name)]
public sealed class MapiMailboxTests(SessionHarness harness)
{
    private sealed class Envelope(DirectoryObject user, ISessionGrain session) : HttpMessageHandler
    {
        private long _sequence;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            var answer = request.Headers.GetValues(MapiHttpHeaders.RequestType).Single() == "Connect"
                ? new ConnectResponseBody { DisplayName = user.DisplayName }.ToArray()
                : await ExecuteAsync(ExecuteRequestBody.TryParse(body, out _)!, request.Headers.GetValues(MapiHttpHeaders.RequestId).Single());
            using var writer = new MapiWriter();
            writer.WriteBytes(MetaTags.Processing);
            MetaTags.WriteDone(writer, TimeSpan.Zero, DateTimeOffset.UnixEpoch);
            writer.WriteBytes(answer);
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(writer.ToArray()) };
            response.Content.Headers.ContentType = new(MapiHttpHeaders.ContentType);
            response.Headers.Add(MapiHttpHeaders.ResponseCode, "0");
            return response;
        }

        private async Task<byte[]> ExecuteAsync(ExecuteRequestBody request, string requestId)
        {
            var result = await session.ExecuteAsync(new ExecuteRequest
            {
                AccountId = user.ObjectId,
                Sequence = ++_sequence,
                RequestId = requestId,
                Rops = RpcHeaderExt.TryRead(request.RopBuffer.Span, EnvelopeLimits.Default, out _)!.Single(),
                MaxRopOut = (int)request.MaxRopOut,
                Chain = (request.Flags & ExecuteFlags.Chain) != 0,
            });
            Assert.Equal(SessionOutcome.Success, result.Outcome);
            return new ExecuteResponseBody { ErrorCode = result.ErrorCode, RopBuffer = RpcHeaderExt.Build(result.Buffers, compress: true, obfuscate: true) }.ToArray();
        }
    }

    private async Task<MapiMailbox> OpenAsync()
    {
        var user = await harness.CreateUserAsync();
        var session = await harness.OpenAsync(user);
        var client = new MapiHttpClient(new HttpClient(new Envelope(user, session.Grain)), new Uri("http://localhost/mapi/emsmdb/"), null);
        return await MapiMailbox.ConnectAsync(client, user.LegacyDN);
    }

    [Fact]
    public async Task Folders_are_made_and_listed()
    {
        var mailbox = await OpenAsync();
        var top = await mailbox.OpenFolderAsync(mailbox.IpmSubtree);
        var (made, handle) = await mailbox.CreateFolderAsync(top, "Projects");
        Assert.NotEqual(0u, handle);
        var rows = await mailbox.ListFoldersAsync(top, [PidTag.FolderId, PidTag.DisplayName]);
        Assert.Contains(rows, r => (ulong)r[0].AsInt64() == made && r[1].AsString() == "Projects");
        Assert.Contains(rows, r => (ulong)r[0].AsInt64() == mailbox.Inbox);
        await mailbox.ReleaseAsync(handle);
    }

    [Fact]
    public async Task Messages_are_made_listed_and_read()
    {
        var mailbox = await OpenAsync();
        var inbox = await mailbox.OpenFolderAsync(mailbox.Inbox);
        for (var i = 0; i < 7; i++)
            await mailbox.CreateMessageAsync(mailbox.Inbox, [new(PidTag.Subject, PropertyValue.String($"Message {i}")), new(PidTag.Body, PropertyValue.String(new string('x', 100)))]);
        var rows = await mailbox.ListMessagesAsync(inbox, [PidTag.Mid, PidTag.Subject], [new TableSortOrder(PidTag.Subject, TableSortOrder.Descending)]);
        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"Message {i}"), rows.Select(r => r[1].AsString()));
        Assert.Equal(3, (await mailbox.ListMessagesAsync(inbox, [PidTag.Mid], limit: 3)).Count);
        Assert.Empty(await mailbox.ListMessagesAsync(inbox, [PidTag.Mid], associated: true));

        var id = (ulong)rows[0][0].AsInt64();
        var properties = await mailbox.ReadMessageAsync(mailbox.Inbox, id);
        Assert.Equal("Message 6", properties.Single(p => p.Tag == PidTag.Subject).Value.AsString());

        var message = await mailbox.OpenMessageAsync(mailbox.Inbox, id);
        var values = await mailbox.GetPropertiesAsync(message, [PidTag.Subject, 0x7F00001F]);
        Assert.Equal("Message 6", values[0].AsString());
        Assert.Equal(MapiError.NotFound, values[1].AsError());
        Assert.Equal(200, (await mailbox.ReadStreamAsync(message, PidTag.Body)).Length);
    }

    [Fact]
    public async Task What_fails_says_what_it_was()
    {
        var mailbox = await OpenAsync();
        var failure = await Assert.ThrowsAsync<MapiHttpException>(() => mailbox.OpenFolderAsync(0x1234_0000_0000_0001));
        Assert.Equal(MapiError.NotFound, failure.ErrorCode);
        Assert.Contains("RopOpenFolder", failure.Message, StringComparison.Ordinal);
    }
}
