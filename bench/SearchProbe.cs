using System.Diagnostics;
using System.Globalization;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.bench;

/// <summary>A search folder over the bench folder: how long its filling takes, and what another session of the mailbox waits for meanwhile.</summary>
internal static class SearchProbe
{
    private const ushort Substring = 1, IgnoreCase = 1;

    // Place of the folder of search folders in the answer to RopLogon ([MS-OXCSTOR] 2.2.1.1.3).
    private const int Finder = 10;

    private static readonly string[] Texts = ["lunch project", "invoice", "nowhere to be found"];

    public static Probe Search { get; } = new("search", "filling of search folders over a folder of --fill messages by subject or body, and a bystander's latency in the same mailbox", SearchAsync);

    private static async Task SearchAsync(LoadTarget target, LoadOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await target.FillAsync(cancellationToken);
        var user = target.UserOf(0);
        var mailbox = await MapiMailbox.ConnectAsync(target.NewClient(user), user.Dn, cancellationToken: cancellationToken);
        var bystander = await MapiMailbox.ConnectAsync(target.NewClient(user), user.Dn, cancellationToken: cancellationToken);
        var finder = await mailbox.OpenFolderAsync(mailbox.SpecialFolders[Finder], cancellationToken);
        for (var round = 0; round < 2; round++)
        {
            foreach (var text in Texts)
            {
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var waited = BesideAsync(bystander, user, ended.Token);
                var started = Stopwatch.GetTimestamp();
                var found = await FillAsync(mailbox, finder, user.Folder, $"{text} {Guid.NewGuid():n}", text, cancellationToken);
                var took = Stopwatch.GetElapsedTime(started);
                await ended.CancelAsync();
                var others = await waited;
                others.Sort();
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"search: '{text}': {found} messages in {took.TotalSeconds:0.00} s; beside it {others.Count} saves in the same mailbox, median {others[others.Count / 2]:0.0} ms, longest {others[^1]:0.0} ms"));
            }
        }
        await bystander.Client.DisconnectAsync(cancellationToken);
        await mailbox.Client.DisconnectAsync(cancellationToken);
    }

    private static async Task<int> FillAsync(MapiMailbox mailbox, uint finder, ulong scope, string name, string text, CancellationToken cancellationToken)
    {
        var restriction = new OrRestriction([Contains(PidTag.Subject, text), Contains(PidTag.Body, text)]);
        using var writer = new MapiWriter(256);
        restriction.Write(writer, CountWidth.Narrow);
        var reply = await mailbox.Client.ExecuteAsync(
            [
                new CreateFolderRequest { OutputHandleIndex = 1, FolderType = CreateFolderRequest.Search, DisplayName = PropertyValue.String(name) },
                new SetSearchCriteriaRequest { HandleIndex = 1, RestrictionData = writer.ToArray(), FolderIds = [scope], SearchFlags = SetSearchFlags.RestartSearch | SetSearchFlags.ShallowSearch },
            ], [finder, MapiMailbox.NoHandle], cancellationToken: cancellationToken);
        foreach (var response in reply.Responses) MapiMailbox.EnsureSuccess(response);
        while (true)
        {
            var (state, _) = await mailbox.Client.ExecuteAsync(new GetSearchCriteriaRequest(), [reply.Handles[1]], cancellationToken);
            if ((((GetSearchCriteriaResponse)MapiMailbox.EnsureSuccess(state)).SearchFlags & SearchState.Running) == 0) break;
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
        return (await mailbox.GetPropertiesAsync(reply.Handles[1], [PidTag.ContentCount], cancellationToken))[0].AsInt32();
    }

    private static ContentRestriction Contains(PropertyTag tag, string text) => new(Substring, IgnoreCase, tag, new TaggedPropertyValue(tag, PropertyValue.String(text)));

    // Saves go through the mailbox' one writer: what a search holds up, it holds up there.
    private static async Task<List<double>> BesideAsync(MapiMailbox mailbox, LoadUser user, CancellationToken ended)
    {
        var inbox = await mailbox.OpenFolderAsync(mailbox.Inbox, CancellationToken.None);
        var (folder, _) = await mailbox.CreateFolderAsync(inbox, "Beside a search", CancellationToken.None);
        var waited = new List<double>();
        do
        {
            var begun = Stopwatch.GetTimestamp();
            await mailbox.CreateMessageAsync(folder, SampleMessage.Make(waited.Count, 1_000), cancellationToken: CancellationToken.None);
            waited.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        while (!ended.IsCancellationRequested);
        return waited;
    }
}
