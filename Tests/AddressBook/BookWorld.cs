using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Frontend;
using Xunit;

namespace MapiOrleans.Tests.AddressBook;

/// <summary>A domain's address book in memory, and requests to it.</summary>
internal sealed class BookWorld
{
    private static long _number;

    private readonly Dictionary<long, DirectoryObject> _entries = [];
    private readonly IDirectoryGrain _directory;

    public BookWorld(string domain = "example.test")
    {
        Domain = new DomainInfo { Name = domain, Aliases = [$"alias.{domain}"], DomainId = Guid.NewGuid(), MapiEnabled = true };
        Book = AddressBookSnapshot.Empty(Options);
        _directory = GrainDouble.Of<IDirectoryGrain>(AnswerDirectory);
    }

    public DomainInfo Domain { get; }
    public AddressBookOptions Options { get; } = new();
    public AddressBookSnapshot Book { get; private set; }
    public DirectoryObject? Caller { get; set; }

    public DirectoryObject Add(string local, string displayName, DirectoryKind kind = DirectoryKind.User, Func<DirectoryObject, DirectoryObject>? with = null)
    {
        var id = Guid.NewGuid();
        var entry = new DirectoryObject
        {
            ObjectId = id,
            Domain = Domain.Name,
            Kind = kind,
            Address = $"{local}@{Domain.Name}",
            DisplayName = displayName,
            LegacyDN = $"{LegacyNames.AdministrativeGroup}/cn=Recipients/cn={id:n}-{local}",
            MailboxGuid = kind == DirectoryKind.User ? Guid.NewGuid() : Guid.Empty,
            Number = Interlocked.Increment(ref _number),
        };
        return Put(with is null ? entry : with(entry));
    }

    public DirectoryObject Put(DirectoryObject entry)
    {
        _entries[entry.Number] = entry;
        Book = Book.With(Book.Version + 1, [entry], new HashSet<long>());
        return entry;
    }

    public void Remove(DirectoryObject entry)
    {
        _entries.Remove(entry.Number);
        Book = Book.With(Book.Version + 1, [], new HashSet<long> { entry.Number });
    }

    /// <summary>The same book, made at once.</summary>
    public AddressBookSnapshot Anew() => AddressBookSnapshot.Empty(Options).With(Book.Version, _entries.Values, new HashSet<long>());

    public AddressBookServer Server(TimeProvider? time = null, params string[] roles)
    {
        var account = Caller ?? new DirectoryObject { ObjectId = Guid.NewGuid(), Domain = Domain.Name, Kind = DirectoryKind.User, Address = $"nobody@{Domain.Name}", DisplayName = "Nobody", LegacyDN = "/cn=nobody" };
        return new AddressBookServer(Book, new AuthenticatedUser { Account = account with { Roles = roles }, Domain = Domain, CredentialVersion = 1 }, "https://mail.example.test", Options, time ?? TimeProvider.System);
    }

    /// <summary>Sends a request as bytes and reads its answer from bytes, as clients do.</summary>
    public T Ask<T>(MapiHttpRequestBody request, params string[] roles) where T : MapiHttpResponseBody => Ask<T>(request, Server(null, roles));

    public T Ask<T>(MapiHttpRequestBody request, AddressBookServer server) where T : MapiHttpResponseBody
    {
        var read = AddressBookBodies.TryParseRequest(request.RequestType, request.ToArray(), out var error) ?? throw new InvalidDataException(error.ToString());
        var bytes = Answer(read, server).ToArray();
        return AddressBookBodies.TryParseResponse(request.RequestType, bytes, out error) as T ?? throw new InvalidDataException(error.ToString());
    }

    /// <summary>What the session answers; changes are made in this world's directory, which answers at once.</summary>
    public MapiHttpResponseBody Answer(MapiHttpRequestBody request, AddressBookServer server) => request switch
    {
        ModLinkAttRequestBody change => Done(server.ModLinkAttAsync(change, _directory)).Answer,
        ModPropsRequestBody change => Done(server.ModPropsAsync(change, _directory)).Answer,
        _ => Done(server.AnswerAsync(request, id => Task.FromResult(Blobs.GetValueOrDefault(id, DirectoryBlobs.None)))),
    };

    /// <summary>Photos and certificates.</summary>
    public Dictionary<Guid, DirectoryBlobs> Blobs { get; } = [];

    private static T Done<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    private object? AnswerDirectory(string name, object?[] args)
    {
        switch (name)
        {
            case nameof(IDirectoryGrain.FindByIdAsync): return Task.FromResult(_entries.Values.FirstOrDefault(e => e.ObjectId == (Guid)args[0]!));
            case nameof(IDirectoryGrain.PutObjectAsync): return Task.FromResult(Put((DirectoryObject)args[0]!));
            case nameof(IDirectoryGrain.ReadBlobsAsync): return Task.FromResult(Blobs.GetValueOrDefault((Guid)args[0]!, DirectoryBlobs.None));
            case nameof(IDirectoryGrain.PutBlobsAsync):
                var blobs = (DirectoryBlobs)args[1]!;
                if (DirectoryRules.CheckPhoto(blobs.Photo, new DirectoryLimits()) is { } problem) return Task.FromException<DirectoryObject>(new DirectoryException("photo", problem));
                Blobs[(Guid)args[0]!] = blobs;
                return Task.FromResult(Put(_entries.Values.Single(e => e.ObjectId == (Guid)args[0]!) with { PhotoBytes = blobs.Photo.Length, CertificateBytes = blobs.CertificateBytes }));
            default: throw new NotSupportedException(name);
        }
    }

    public static uint Id(DirectoryObject entry) => AddressBookSnapshot.MinimalIdOf(entry);

    public static string[] Names(AddressBookRows? rows, int column = 0) => [.. rows!.Rows.Select(r => r[column].AsString())];

    public static readonly PropertyTag[] DisplayName = [PidTag.DisplayName];
}
