using MapiOrleans.Grains.Interfaces.OfflineAddressBook;

namespace MapiOrleans.WebFrontend.Admin;

/// <summary>Offline address books of domains: how they stand, making them now, and stopping that.</summary>
internal static class OabEndpoints
{
    public static void Map(AdminEndpoints.Mapper map)
    {
        map("GET", "/domains/{domain}/oab", ShowAsync);
        map("POST", "/domains/{domain}/oab/build", request => ChangeAsync(request, static book => book.BuildAsync()));
        map("POST", "/domains/{domain}/oab/stop", request => ChangeAsync(request, static book => book.StopAsync()));
    }

    private static async Task<IOfflineAddressBookGrain> BookAsync(AdminRequest request) =>
        request.Grains.GetGrain<IOfflineAddressBookGrain>(OfflineAddressBookIdentity.BookId((await request.DomainAsync()).DomainId));

    private static async Task ChangeAsync(AdminRequest request, Func<IOfflineAddressBookGrain, Task<bool>> change)
    {
        // It is being made already, or the domain has MAPI off.
        if (!await change(await BookAsync(request))) throw new AdminRefusal(StatusCodes.Status409Conflict, "The book is being made at the moment, or the domain has none.");
        await ShowAsync(request);
    }

    private static async Task ShowAsync(AdminRequest request)
    {
        var book = await BookAsync(request);
        var (publication, progress) = (await book.GetPublicationAsync(), await book.GetProgressAsync());
        await request.AnswerAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            if (progress is not null)
            {
                json.WriteString("state", progress.IsStopped ? "stopped" : "scheduled");
                json.WriteString("step", progress.Step);
                json.WriteString("due", progress.DueAt);
                json.WriteString("lastError", progress.LastError);
            }
            if (publication is not null)
            {
                json.WriteString("id", publication.BookId);
                json.WriteNumber("version", publication.Sequence);
                json.WriteString("publishedAt", publication.PublishedAt);
                json.WriteStartArray("files");
                foreach (var file in publication.Files)
                {
                    json.WriteStartObject();
                    json.WriteString("name", file.Name);
                    json.WriteNumber("size", file.Size);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        });
    }
}
