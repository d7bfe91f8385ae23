using System.Collections.Concurrent;
using System.Reflection;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.OfflineAddressBook;
using MapiOrleans.Grains.Interfaces.Session;

namespace MapiOrleans.Tests.Frontend;

/// <summary>A grain of which a test answers some methods; every other call is a mistake of the test.</summary>
internal class GrainDouble : DispatchProxy
{
    private Func<string, object?[], object?>? _answer;

    public static T Of<T>(Func<string, object?[], object?> answer) where T : class
    {
        var proxy = Create<T, GrainDouble>();
        ((GrainDouble)(object)proxy)._answer = answer;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? method, object?[]? args) =>
        method!.IsGenericMethod && method.Name == "GetGrain" ? _answer!(method.GetGenericArguments()[0].Name, args!) : _answer!(method.Name, args!);
}

/// <summary>Directory, mailboxes and sessions as the front end sees them: two users of a domain, one of another, in memory.</summary>
internal sealed class TestInstallation
{
    public const string Password = "Password01!";

    public TestInstallation()
    {
        Domain = new DomainInfo { Name = "example.test", MapiEnabled = true, DomainId = Guid.NewGuid(), PublicMailbox = Guid.NewGuid() };
        Elsewhere = new DomainInfo { Name = "elsewhere.test", MapiEnabled = true, DomainId = Guid.NewGuid(), PublicMailbox = Guid.NewGuid() };
        User = Add(Domain, "user1", DirectoryKind.User) with { Aliases = ["first.user@example.test"], DisplayName = "User <One> & Söhne" };
        Put(User);
        Colleague = Add(Domain, "user2", DirectoryKind.User);
        Stranger = Add(Elsewhere, "user3", DirectoryKind.User);
        Group = Add(Domain, "staff", DirectoryKind.Group);
        Directory = GrainDouble.Of<IDirectoryGrain>(AnswerDirectory);
        Authentication = GrainDouble.Of<IAuthenticationGrain>((_, args) => Authenticate((string)args[0]!, (string[])args[1]!));
        Mailbox = GrainDouble.Of<IMailboxGrain>((name, args) => name == "OpenSessionAsync" ? OnOpen!((SessionOpen)args[0]!) : throw new InvalidOperationException(name));
        Grains = GrainDouble.Of<IGrainFactory>((name, args) => name switch
        {
            nameof(IDirectoryGrain) => Directory,
            nameof(IAuthenticationGrain) => Authentication,
            nameof(IMailboxGrain) => Mailbox,
            nameof(IOfflineAddressBookGrain) => OnOab((Guid)args[0]!),
            nameof(ISessionGrain) => Session((Guid)args[0]!),
            _ => throw new InvalidOperationException(name),
        });
        OnOpen = open =>
        {
            Opened.Enqueue(open);
            return Task.FromResult(new SessionOpened(SessionOutcome.Success, null));
        };
    }

    public IGrainFactory Grains { get; }
    public DomainInfo Domain { get; set; }
    public DomainInfo Elsewhere { get; }
    public DirectoryObject User { get; }
    public DirectoryObject Colleague { get; }
    public DirectoryObject Stranger { get; }
    public DirectoryObject Group { get; }
    public Dictionary<string, string> Passwords { get; } = new(StringComparer.OrdinalIgnoreCase);
    public long CredentialVersion { get; set; } = 1;
    public int Checks;
    public bool DirectoryDown { get; set; }
    public ConcurrentQueue<SessionOpen> Opened { get; } = new();
    public ConcurrentQueue<ExecuteRequest> Executed { get; } = new();
    public ConcurrentQueue<string> SessionCalls { get; } = new();
    public Func<SessionOpen, Task<SessionOpened>> OnOpen { get; set; }
    public Func<ExecuteRequest, Task<ExecuteResult>> OnExecute { get; set; } =
        r => Task.FromResult(new ExecuteResult { Outcome = SessionOutcome.Success, Buffers = [r.Rops], NextSequence = r.Sequence + 1 });
    public Func<TimeSpan, CancellationToken, Task<WaitEventsResult>> OnWait { get; set; } = (_, _) => Task.FromResult(new WaitEventsResult(SessionOutcome.Success, true));
    public Func<byte[], Task<byte[]>> OnSecret { get; set; } = Task.FromResult;
    public Func<Guid, IOfflineAddressBookGrain> OnOab { get; set; } = _ => GrainDouble.Of<IOfflineAddressBookGrain>((_, _) => Task.FromResult<OabPublication?>(null));
    public SessionOutcome TouchOutcome { get; set; }

    private IDirectoryGrain Directory { get; }
    private IAuthenticationGrain Authentication { get; }
    private IMailboxGrain Mailbox { get; }
    private Dictionary<string, DirectoryObject> Objects { get; } = new(StringComparer.OrdinalIgnoreCase);
    private byte[] Secret { get; } = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);

    public void Put(DirectoryObject value) => Objects[value.Address] = value;

    private DirectoryObject Add(DomainInfo domain, string name, DirectoryKind kind)
    {
        var id = Guid.NewGuid();
        var added = new DirectoryObject
        {
            ObjectId = id,
            Domain = domain.Name,
            Kind = kind,
            Address = $"{name}@{domain.Name}",
            DisplayName = name,
            LegacyDN = $"/o=MapiOrleans/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn={id:n}-{name}",
            MailboxGuid = kind == DirectoryKind.User ? Guid.NewGuid() : Guid.Empty,
        };
        Put(added);
        Passwords[added.Address] = Password;
        return added;
    }

    private object? AnswerDirectory(string name, object?[] args)
    {
        if (DirectoryDown) throw new DirectoryUnavailableException("down");
        return name switch
        {
            "FindByAddressAsync" => Task.FromResult(Find((string)args[0]!)),
            "FindByLegacyDNAsync" => Task.FromResult(Objects.Values.FirstOrDefault(o => o.LegacyDN.Equals((string)args[0]!, StringComparison.OrdinalIgnoreCase))),
            "FindDomainAsync" => Task.FromResult(DomainOf((string)args[0]!)),
            "FindAccountAsync" => Task.FromResult(Objects.Values.FirstOrDefault(o => o.ObjectId == (Guid)args[0]!) is { } found ? Proof(found) : null),
            "GetSecretAsync" => OnSecret(Secret),
            "GetDomainsAsync" => Task.FromResult<IReadOnlyList<DomainInfo>>([Domain, Elsewhere]),
            "MailboxesOpenToAsync" => Task.FromResult<IReadOnlyList<DirectoryObject>>([.. Objects.Values.Where(o => Objects.Values.Any(u => u.ObjectId == (Guid)args[0]! && o.FullAccess.Contains(u.Address)))]),
            _ => throw new InvalidOperationException(name),
        };
    }

    private Task<AuthenticatedUser?> Authenticate(string address, string[] candidates)
    {
        Interlocked.Increment(ref Checks);
        if (DirectoryDown) throw new DirectoryUnavailableException("down");
        return Task.FromResult(Find(address) is { } found && candidates.Contains(Passwords[found.Address]) ? Proof(found) : null);
    }

    private DirectoryObject? Find(string address) => Objects.Values.FirstOrDefault(o => o.Address.Equals(address, StringComparison.OrdinalIgnoreCase) || o.Aliases.Contains(address));

    private DomainInfo? DomainOf(string name) => name.Equals(Domain.Name, StringComparison.OrdinalIgnoreCase) ? Domain : name.Equals(Elsewhere.Name, StringComparison.OrdinalIgnoreCase) ? Elsewhere : null;

    private AuthenticatedUser Proof(DirectoryObject account) => new() { Account = account, Domain = DomainOf(account.Domain)!, CredentialVersion = CredentialVersion };

    private ISessionGrain Session(Guid id) => GrainDouble.Of<ISessionGrain>((name, args) =>
    {
        SessionCalls.Enqueue($"{name} {id}");
        switch (name)
        {
            case "ExecuteAsync":
                var request = (ExecuteRequest)args[0]!;
                Executed.Enqueue(request);
                return OnExecute(request);
            case "WaitEventsAsync":
                return OnWait((TimeSpan)args[1]!, (CancellationToken)args[2]!);
            case "TouchAsync":
                return Task.FromResult(TouchOutcome);
            case "CloseAsync":
                return Task.FromResult(SessionOutcome.Success);
            default:
                throw new InvalidOperationException(name);
        }
    });
}
