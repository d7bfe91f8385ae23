using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.WebFrontend.Provisioning;

namespace MapiOrleans.WebFrontend.Admin;

/// <summary>Domains: list, show, put, change, and MAPI on and off.</summary>
internal static class DomainEndpoints
{
    public static void Map(AdminEndpoints.Mapper map)
    {
        map("GET", "/domains", ListAsync);
        map("GET", "/domains/{domain}", async r => await AnswerAsync(r, await r.DomainAsync()));
        map("PUT", "/domains/{domain}", PutAsync);
        map("PATCH", "/domains/{domain}", PatchAsync);
        map("PUT", "/domains/{domain}/mapi", PutMapiAsync);
        map("GET", "/domains/{domain}/directory", async r => await AnswerStatusAsync(r, (await r.DomainAsync()).Name));
        map("POST", "/domains/{domain}/directory/sync", SyncAsync);
    }

    private static async Task ListAsync(AdminRequest request)
    {
        var domains = await request.Directory.GetDomainsAsync();
        await request.AnswerAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var domain in domains) EntryWriter.Write(json, domain);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task PutAsync(AdminRequest request)
    {
        var name = request.Route("domain");
        var wanted = await ReadAsync(request, name, null);
        var existing = await request.Directory.FindDomainAsync(name);
        if (existing is not null && EntryEndpoints.MustBeNew(request)) throw EntryEndpoints.Exists(existing.Name);
        await AnswerAsync(request, await request.Directory.PutDomainAsync(wanted), existing is null);
    }

    private static async Task PatchAsync(AdminRequest request)
    {
        var existing = await request.DomainAsync();
        var wanted = await ReadAsync(request, existing.Name, AdminRequest.Tree(json => EntryWriter.Write(json, existing)));
        await AnswerAsync(request, await request.Directory.PutDomainAsync(wanted));
    }

    private static async Task PutMapiAsync(AdminRequest request)
    {
        var existing = await request.DomainAsync();
        var enabled = await request.ReadAsync(reader =>
        {
            if (!reader.Has("enabled")) reader.Check("enabled", "This field is needed.");
            var flag = reader.Flag("enabled");
            reader.End();
            return flag;
        }, []);
        await AnswerAsync(request, await request.Directory.PutDomainAsync(existing with { MapiEnabled = enabled }));
    }

    /// <summary>Has the domain's directory copied now. The answer is how far it is; that it ended, a later one says.</summary>
    private static async Task SyncAsync(AdminRequest request)
    {
        var domain = await request.DomainAsync();
        var (full, accept) = await request.ReadAsync(reader =>
        {
            var flags = (reader.Flag("full"), reader.Flag("acceptDeletions"));
            reader.End();
            return flags;
        }, []);
        await request.Directory.RequestSyncAsync(domain.Name, full, accept);
        await AnswerStatusAsync(request, domain.Name);
    }

    private static async Task AnswerStatusAsync(AdminRequest request, string domain)
    {
        var status = await request.Directory.GetSyncStatusAsync(domain) ?? throw new AdminRefusal(StatusCodes.Status404NotFound, $"{domain} has no directory: give it one with the field 'directory'.");
        await request.AnswerAsync(StatusCodes.Status200OK, json => EntryWriter.Write(json, domain, status));
    }

    private static async Task<DomainInfo> ReadAsync(AdminRequest request, string name, JsonNode? before)
    {
        return await request.ReadAsync(reader =>
        {
            var info = EntryReader.Domain(reader);
            reader.End();
            if (ProvisioningDocument.Normalize(info.Name) != ProvisioningDocument.Normalize(name)) reader.Check("name", $"The path says {name}.");
            return info;
        }, [("name", name)], before);
    }

    private static Task AnswerAsync(AdminRequest request, DomainInfo domain, bool created = false) =>
        request.AnswerAsync(created ? StatusCodes.Status201Created : StatusCodes.Status200OK, json => EntryWriter.Write(json, domain));
}
