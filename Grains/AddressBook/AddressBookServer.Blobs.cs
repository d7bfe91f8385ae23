using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Http;

namespace MapiOrleans.Grains.AddressBook;

/// <content>Photos and certificates. They are not in memory: an answer that needs some is made once more when they are read.</content>
internal sealed partial class AddressBookServer
{
    private readonly Dictionary<long, DirectoryBlobs> _blobs = [];
    private readonly Dictionary<long, DirectoryObject> _wanted = [];

    /// <summary>What lies apart of an entry; null where it is still to be read, which is remembered.</summary>
    public DirectoryBlobs? BlobsOf(DirectoryObject entry)
    {
        if (_blobs.TryGetValue(entry.Number, out var known)) return known;
        _wanted.TryAdd(entry.Number, entry);
        return null;
    }

    /// <summary>Answers a request that changes nothing.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads what lies apart of an object.</param>
    public async Task<MapiHttpResponseBody> AnswerAsync(MapiHttpRequestBody request, Func<Guid, Task<DirectoryBlobs>> read)
    {
        var answer = Answer(request);
        // As many as fit into an answer: rows are cut off by the sizes that entries say.
        while (_wanted.Count > 0)
        {
            foreach (var (number, entry) in _wanted) _blobs[number] = await read(entry.ObjectId);
            _wanted.Clear();
            answer = Answer(request);
        }
        return answer;
    }
}
