using System.Globalization;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.WebFrontend.Provisioning;

namespace MapiOrleans.WebFrontend.Admin;

/// <summary>Users, groups, resources and contacts: the same operations on four collections of a domain.</summary>
internal static class EntryEndpoints
{
    private delegate ProvisionedObject Reader(ObjectReader reader, string domain, DirectoryLimits limits);

    private sealed record Collection(string Name, Func<DirectoryKind, bool> Has, Reader Read);

    private static readonly Collection[] Collections =
    [
        new("users", k => k == DirectoryKind.User, EntryReader.User),
        new("groups", k => k == DirectoryKind.Group, EntryReader.Group),
        new("resources", k => k is DirectoryKind.Room or DirectoryKind.Equipment, EntryReader.Resource),
        new("contacts", k => k == DirectoryKind.Contact, EntryReader.Contact),
    ];

    public static void Map(AdminEndpoints.Mapper map)
    {
        foreach (var collection in Collections)
        {
            var path = $"/domains/{{domain}}/{collection.Name}";
            map("GET", path, r => ListAsync(r, collection));
            map("GET", path + "/{address}", async r => await AnswerAsync(r, await FindAsync(r, collection)));
            map("PUT", path + "/{address}", r => PutAsync(r, collection));
            map("PATCH", path + "/{address}", r => PatchAsync(r, collection));
            map("DELETE", path + "/{address}", r => RemoveAsync(r, collection));
            map("GET", path + "/{address}/mailbox", r => MailboxAsync(r, collection));
            map("GET", path + "/{address}/outOfOffice", async r => await OutOfOfficeEndpoint.ShowAsync(r, await FindAsync(r, collection)));
            map("PUT", path + "/{address}/outOfOffice", async r => await OutOfOfficeEndpoint.PutAsync(r, await FindAsync(r, collection)));
        }
        map("PUT", "/domains/{domain}/users/{address}/password", r => PutPasswordAsync(r, Collections[0]));
    }

    /// <summary>Whether the request makes something or does nothing (RFC 9110 13.1.2).</summary>
    public static bool MustBeNew(AdminRequest request) => request.Http.Request.Headers.IfNoneMatch == "*";

    public static AdminRefusal Exists(string name) => new(StatusCodes.Status412PreconditionFailed, $"{name} exists already.");

    private static async Task ListAsync(AdminRequest request, Collection collection)
    {
        var domain = await request.DomainAsync();
        var query = request.Http.Request.Query;
        var limit = 100;
        if (query.TryGetValue("limit", out var text) && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1 || limit > request.Options.MaxPage))
        {
            throw new AdminRefusal(StatusCodes.Status400BadRequest, $"limit is a number from 1 to {request.Options.MaxPage}.");
        }
        string? after = query["after"];
        var found = new List<DirectoryObject>();
        // Pages of the directory have all kinds: as many are read as it takes.
        for (var more = true; more && found.Count <= limit;)
        {
            var page = await request.Directory.ListAsync(domain.Name, after, request.Options.MaxPage);
            found.AddRange(page.Where(o => collection.Has(o.Kind)));
            more = page.Count == request.Options.MaxPage;
            after = page.Count > 0 ? page[^1].Address : after;
        }
        var next = found.Count > limit ? found[limit - 1].Address : null;
        await request.AnswerAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var value in found.Take(limit)) EntryWriter.Write(json, value);
            json.WriteEndArray();
            if (next is not null) json.WriteString("next", next);
            json.WriteEndObject();
        });
    }

    private static async Task PutAsync(AdminRequest request, Collection collection)
    {
        var domain = await request.DomainAsync();
        var address = request.Route("address");
        var entry = await ReadAsync(request, collection, domain, address, null);
        var existing = await request.Directory.FindByAddressAsync(address);
        if (existing is not null && MustBeNew(request)) throw Exists(existing.Address);
        await AnswerAsync(request, await entry.PutAsync(request.Directory, existing), existing is null);
    }

    private static async Task PatchAsync(AdminRequest request, Collection collection)
    {
        var existing = await FindAsync(request, collection);
        var entry = await ReadAsync(request, collection, await request.DomainAsync(), existing.Address, AdminRequest.Tree(json => EntryWriter.Write(json, existing)));
        await AnswerAsync(request, await entry.PutAsync(request.Directory, existing));
    }

    private static async Task RemoveAsync(AdminRequest request, Collection collection)
    {
        var existing = await FindAsync(request, collection);
        await request.Directory.RemoveObjectAsync(existing.Address);
        request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task PutPasswordAsync(AdminRequest request, Collection collection)
    {
        var existing = await FindAsync(request, collection);
        var password = await request.ReadAsync(reader =>
        {
            var text = reader.Needed("password", p => DirectoryRules.CheckPassword(p, request.Provisioning.Limits));
            reader.End();
            return text;
        }, []);
        await request.Directory.PutObjectAsync(existing, password);
        request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task MailboxAsync(AdminRequest request, Collection collection)
    {
        var owner = await FindAsync(request, collection);
        var grain = request.Grains.GetGrain<IMailboxGrain>(owner.MailboxGuid);
        if (owner.MailboxGuid == Guid.Empty || await grain.FindAsync() is not { } mailbox) throw new AdminRefusal(StatusCodes.Status404NotFound, $"{owner.Address} has no mailbox.");
        var folders = await grain.GetHierarchyAsync(MailboxCaller.Server, mailbox.SpecialFolders[SpecialFolder.Root], deep: true, softDeleted: false);
        await request.AnswerAsync(StatusCodes.Status200OK, json => EntryWriter.Write(json, owner, mailbox, folders ?? new HierarchyView(0, [])));
    }

    private static async Task<DirectoryObject> FindAsync(AdminRequest request, Collection collection)
    {
        var domain = await request.DomainAsync();
        var found = await request.Directory.FindByAddressAsync(request.Route("address"));
        return found is not null && found.Domain == domain.Name && collection.Has(found.Kind)
            ? found
            : throw new AdminRefusal(StatusCodes.Status404NotFound, $"There is no {request.Route("address")} among the {collection.Name} of {domain.Name}.");
    }

    private static Task<ProvisionedObject> ReadAsync(AdminRequest request, Collection collection, DomainInfo domain, string address, JsonNode? before) => request.ReadAsync(reader =>
    {
        var entry = collection.Read(reader, domain.Name, request.Provisioning.Limits);
        if (DirectoryAddress.TryParse(entry.Value.Address, out var own) && DirectoryAddress.TryParse(address, out var path) && own != path) reader.Check("address", $"The path says {address}.");
        return entry;
    }, [("address", address)], before);

    private static Task AnswerAsync(AdminRequest request, DirectoryObject value, bool created = false) =>
        request.AnswerAsync(created ? StatusCodes.Status201Created : StatusCodes.Status200OK, json => EntryWriter.Write(json, value));
}
