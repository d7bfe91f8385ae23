using MapiOrleans.WebFrontend.Provisioning;

namespace MapiOrleans.WebFrontend.Admin;

/// <summary>A domain's public folders, by path.</summary>
internal static class FolderEndpoints
{
    public static void Map(AdminEndpoints.Mapper map)
    {
        map("GET", "/domains/{domain}/publicFolders", ListAsync);
        map("PUT", "/domains/{domain}/publicFolders/{**path}", PutAsync);
        map("DELETE", "/domains/{domain}/publicFolders/{**path}", RemoveAsync);
    }

    private static async Task ListAsync(AdminRequest request)
    {
        var folders = await new PublicFolderTree(request.Grains).ListAsync(await request.DomainAsync());
        await request.AnswerAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var folder in folders) EntryWriter.Write(json, folder);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task PutAsync(AdminRequest request)
    {
        var domain = await request.DomainAsync();
        var path = request.Route("path");
        var folder = await request.ReadAsync(reader =>
        {
            var entry = EntryReader.Folder(reader, request.Provisioning.Limits);
            if (!entry.Path.Equals(path, StringComparison.OrdinalIgnoreCase)) reader.Check("path", $"The path says {path}.");
            return entry;
        }, [("path", path)]);
        var outcome = await new PublicFolderTree(request.Grains).PutAsync(domain, folder);
        await request.AnswerAsync(outcome == ProvisioningOutcome.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK,
            json => EntryWriter.Write(json, new ProvisioningStep("publicFolder", folder.Path, outcome)));
    }

    private static async Task RemoveAsync(AdminRequest request)
    {
        var path = request.Route("path");
        if (!await new PublicFolderTree(request.Grains).RemoveAsync(await request.DomainAsync(), path)) throw new AdminRefusal(StatusCodes.Status404NotFound, $"There is no public folder {path}.");
        request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
