using System.Net;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.bench;

/// <summary>What a run does.</summary>
internal sealed record LoadOptions
{
    public required string User { get; init; }
    public required int Users { get; init; }
    public required string Password { get; init; }
    public required int Sessions { get; init; }
    public required TimeSpan Duration { get; init; }
    public required TimeSpan Warmup { get; init; }
    public required string Folder { get; init; }
    public required int Fill { get; init; }
    public required int Folders { get; init; }
    public required int MessageSize { get; init; }
    public required int AttachmentSize { get; init; }
    public required string? Lmtp { get; init; }
    public required int Rounds { get; init; }
    public required int Burst { get; init; }
    public required int BurstConnections { get; init; }
    public required bool TrustAnyCertificate { get; init; }

    public string AddressOf(int session) => User.Replace("{0}", (session % Users + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
}

/// <summary>A user of a server: where the mailbox is, and what it is called there.</summary>
internal record LoadAccount(string Address, Uri Endpoint, string Dn);

/// <summary>A user of a server, and the folder that is worked in.</summary>
internal sealed record LoadUser(string Address, Uri Endpoint, string Dn, ulong Folder, ulong[] Messages) : LoadAccount(Address, Endpoint, Dn);

/// <summary>A server with its users.</summary>
internal sealed class LoadTarget(Uri url, HttpClient http, IReadOnlyList<LoadAccount> accounts, LoadOptions options)
{
    private const int MessagesPerRequest = 8;

    private readonly List<LoadUser> _users = [];

    public Uri Url { get; } = url;

    /// <summary>The users as Autodiscover knows them; none of their mailboxes was touched.</summary>
    public IReadOnlyList<LoadAccount> Accounts => accounts;

    /// <summary>The user of a session; folders are filled.</summary>
    public LoadUser UserOf(int session) => _users[session % _users.Count];

    public MapiHttpClient NewClient(LoadAccount user) => new(http, user.Endpoint, new NetworkCredential(user.Address, options.Password));

    /// <summary>A client of the address book of an account's domain, which is beside its mailbox.</summary>
    public NspiClient NewAddressBook(LoadAccount user) =>
        new(http, new Uri(user.Endpoint.AbsoluteUri.Replace("/emsmdb/", "/nspi/", StringComparison.OrdinalIgnoreCase)), new NetworkCredential(user.Address, options.Password));

    /// <summary>Asks Autodiscover for every user.</summary>
    public static async Task<LoadTarget> FindAsync(Uri url, LoadOptions options, CancellationToken cancellationToken)
    {
        var http = MapiHttpTransport.CreateHttpClient(options.TrustAnyCertificate);
        var accounts = new List<LoadAccount>();
        for (var i = 0; i < Math.Min(options.Users, options.Sessions); i++)
        {
            var address = options.AddressOf(i);
            var credential = new NetworkCredential(address, options.Password);
            var found = await new AutodiscoverClient(http, credential).FindAsync(new Uri(url.GetLeftPart(UriPartial.Authority)), address, cancellationToken);
            var endpoint = url.AbsolutePath.Length > 1 ? url : found.MailStore ?? throw new InvalidOperationException($"Autodiscover names no mailbox endpoint for {address}.");
            accounts.Add(new LoadAccount(address, endpoint, found.LegacyDn));
        }
        return new LoadTarget(url, http, accounts, options);
    }

    /// <summary>Brings the folder of every user to as many messages as the run wants.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        foreach (var account in accounts) _users.Add(await FillAsync(account, cancellationToken));
    }

    private async Task<LoadUser> FillAsync(LoadAccount account, CancellationToken cancellationToken)
    {
        var client = NewClient(account);
        var mailbox = await MapiMailbox.ConnectAsync(client, account.Dn, cancellationToken: cancellationToken);
        var inbox = await mailbox.OpenFolderAsync(mailbox.Inbox, cancellationToken);
        var (folder, handle) = await mailbox.CreateFolderAsync(inbox, options.Folder, cancellationToken);
        var there = (await mailbox.GetPropertiesAsync(handle, [PidTag.ContentCount], cancellationToken))[0].AsInt32();
        for (var next = there; next < options.Fill; next += MessagesPerRequest)
        {
            await FillAsync(mailbox, folder, next, Math.Min(MessagesPerRequest, options.Fill - next), options.MessageSize, cancellationToken);
            if (next / 5000 != (next + MessagesPerRequest) / 5000) Console.Error.WriteLine($"{account.Address}: {next} of {options.Fill} messages");
        }
        var ids = await mailbox.ListMessagesAsync(handle, [PidTag.Mid], limit: 1000, cancellationToken: cancellationToken);
        await client.DisconnectAsync(cancellationToken);
        return new LoadUser(account.Address, account.Endpoint, account.Dn, folder, [.. ids.Select(r => (ulong)r[0].AsInt64())]);
    }

    private static async Task FillAsync(MapiMailbox mailbox, ulong folder, int first, int count, int size, CancellationToken cancellationToken)
    {
        var requests = new List<RopRequest>();
        for (var i = 0; i < count; i++)
        {
            var place = (byte)(i + 1);
            requests.Add(new CreateMessageRequest { OutputHandleIndex = place, CodePageId = 0x0FFF, FolderId = folder });
            requests.Add(new SetPropertiesRequest(RopId.RopSetProperties) { HandleIndex = place, PropertyValues = SampleMessage.Make(first + i, Math.Min(size, 3_000)) });
            requests.Add(new SaveChangesRequest(RopId.RopSaveChangesMessage) { HandleIndex = place, InputHandleIndex = place, SaveFlags = SaveFlags.ForceSave });
            requests.Add(new LogonSimpleRequest(RopId.RopRelease) { HandleIndex = place });
        }
        var handles = new uint[count + 1];
        Array.Fill(handles, MapiMailbox.NoHandle);
        handles[0] = mailbox.LogonHandle;
        foreach (var response in (await mailbox.Client.ExecuteAsync(requests, handles, cancellationToken: cancellationToken)).Responses) MapiMailbox.EnsureSuccess(response);
    }
}

/// <summary>Messages that benchmarks make.</summary>
internal static class SampleMessage
{
    private static readonly string[] Words = ["invoice", "meeting", "report", "lunch", "project", "offer", "question", "holiday", "server", "contract"];

    /// <summary>A message as it comes by LMTP.</summary>
    public static string MakeMime(int number, int size)
    {
        var text = new System.Text.StringBuilder(size + 200);
        text.Append("From: Sender <sender@elsewhere.test>\r\nTo: User <user@example.test>\r\n");
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Subject: {Words[number % 10]} {number}\r\nMessage-ID: <{Guid.NewGuid():n}@bench.test>\r\n");
        text.Append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n");
        for (var word = 0; text.Length < size; word++) text.Append(Words[(number + word) % 10]).Append(word % 12 == 11 ? "\r\n" : " ");
        return text.ToString();
    }

    public static TaggedPropertyValue[] Make(int number, int size) =>
    [
        new(PidTag.MessageClass, PropertyValue.String("IPM.Note")),
        new(PidTag.Subject, PropertyValue.String($"{Words[number % 10]} {Words[number / 10 % 10]} {number}")),
        new(PidTag.SenderName, PropertyValue.String($"Sender {number % 97}")),
        new(PidTag.SenderEmailAddress, PropertyValue.String($"sender{number % 97}@elsewhere.test")),
        new(PidTag.SentRepresentingName, PropertyValue.String($"Sender {number % 97}")),
        new(PidTag.Importance, PropertyValue.Int32(number % 3)),
        new(PidTag.MessageDeliveryTime, PropertyValue.Time(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(number))),
        new(PidTag.ClientSubmitTime, PropertyValue.Time(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(number))),
        new(PidTag.InternetMessageId, PropertyValue.String($"<{number}@bench.test>")),
        new(PidTag.Body, PropertyValue.String(new string('x', size / 2))),
    ];
}
