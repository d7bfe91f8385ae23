using System.Reflection;
using System.Text;
using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Delivery.Rules;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;
using Xunit;

namespace MapiOrleans.Tests.Delivery;

/// <summary>Answers of a mailbox that get lost between its commit and the caller, as when its node dies there.</summary>
[Collection(SessionCollection.Name)]
public sealed class InterruptedDeliveryTests(SessionHarness harness)
{
    public static TheoryData<string> Losses => ["gone", "silent", "moved"];

    private static Exception Loss(string kind) => kind switch
    {
        "gone" => new SiloUnavailableException("its node is gone"),
        "silent" => new TimeoutException("it did not answer"),
        _ => new MailboxMovedException(Guid.NewGuid()),
    };

    [Theory, MemberData(nameof(Losses))]
    public async Task MailWhoseAnswerWasLostIsThereOnceAndSaidToBe(string loss)
    {
        var user = await harness.CreateUserAsync();
        var (result, calls) = await FileAsync(user, new DeliveryOptions(), call => call <= 2 ? Loss(loss) : null);
        Assert.Equal(DeliveryStatus.Ok, result.Status);
        Assert.Equal(3, calls);
        Assert.Equal(1, await CountAsync(user));
    }

    [Fact]
    public async Task PatienceEndsAndOneMoreAttemptIsMadeInAnyCase()
    {
        var user = await harness.CreateUserAsync();
        var calls = 0;
        await Assert.ThrowsAsync<SiloUnavailableException>(() => FileAsync(user, new DeliveryOptions { NodePatience = TimeSpan.Zero }, call =>
        {
            calls = call;
            return Loss("gone");
        }));
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task OtherFailuresAreNotAskedAgain()
    {
        var user = await harness.CreateUserAsync();
        var calls = 0;
        await Assert.ThrowsAsync<MailboxUnavailableException>(() => FileAsync(user, new DeliveryOptions(), call =>
        {
            calls = call;
            return new MailboxUnavailableException(Guid.NewGuid());
        }));
        Assert.Equal(1, calls);
    }

    /// <summary>Delivers through a mailbox that carries out every save and loses the answers that <paramref name="loss"/> names.</summary>
    private async Task<(DeliveryResult Result, int Calls)> FileAsync(DirectoryObject user, DeliveryOptions options, Func<int, Exception?> loss)
    {
        var calls = 0;
        var mailbox = Lossy.Around<IMailboxGrain>(harness.Mailbox(user), async (method, answer) =>
        {
            if (method != nameof(IMailboxGrain.SaveMessageAsync)) return;
            await answer;
            if (loss(++calls) is { } lost) throw lost;
        });
        var (store, calm) = (harness.Services.GetRequiredService<IMailboxStore>(), new PatientCalls(options, TimeProvider.System));
        var factory = Lossy.Factory(harness.Grains, mailbox);
        var filing = new MailFiling(factory, harness.Services.GetRequiredService<RuleEngine>(), harness.Services.GetRequiredService<OutgoingMail>(), new SmarthostOptions(), new MailboxOptions(), calm, NullLogger<MailFiling>.Instance);
        var arrivals = new ArrivalServices(factory, store, new ContentTransfer(store, calm), options, calm, TimeProvider.System, NullLogger<Arrival>.Instance);
        var mail = Encoding.ASCII.GetBytes("From: anna@elsewhere.test\r\nSubject: once\r\n\r\nText.\r\n");
        using var arrival = new MimeArrival(new DeliveryRequest
        {
            EnvelopeSender = "anna@elsewhere.test",
            Recipients = [],
            Message = new MemoryStream(mail),
            Size = mail.Length,
            ReceivedAt = DateTimeOffset.UnixEpoch,
            TransactionId = Guid.NewGuid(),
        }, arrivals);
        return (await filing.FileAsync(arrival, new DeliveryTarget(user.MailboxGuid, user, ""), CancellationToken.None), calls);
    }

    private async Task<int> CountAsync(DirectoryObject user)
    {
        var info = await harness.Mailbox(user).FindAsync();
        return (await harness.Mailbox(user).FindFolderAsync(MailboxCaller.Server, info!.SpecialFolders[SpecialFolder.Inbox], false))!.Folder.Counters.Items;
    }
}

/// <summary>Stands before an interface and looks at what comes back.</summary>
public class Lossy : DispatchProxy
{
    private object _real = null!;
    private Func<string, Task, Task>? _after;
    private IMailboxGrain? _mailbox;

    internal static T Around<T>(T real, Func<string, Task, Task> after) where T : class
    {
        var proxy = Create<T, Lossy>();
        ((Lossy)(object)proxy)._real = real;
        ((Lossy)(object)proxy)._after = after;
        return proxy;
    }

    internal static IGrainFactory Factory(IGrainFactory real, IMailboxGrain mailbox)
    {
        var proxy = Create<IGrainFactory, Lossy>();
        ((Lossy)(object)proxy)._real = real;
        ((Lossy)(object)proxy)._mailbox = mailbox;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_mailbox is not null && targetMethod!.ReturnType == typeof(IMailboxGrain)) return _mailbox;
        var result = targetMethod!.Invoke(_real, args);
        if (_after is null || result is not Task task || !task.GetType().IsGenericType) return result;
        return typeof(Lossy).GetMethod(nameof(AfterAsync), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(targetMethod.ReturnType.GetGenericArguments()[0]).Invoke(this, [targetMethod.Name, task]);
    }

    private async Task<T> AfterAsync<T>(string method, Task<T> task)
    {
        await _after!(method, task);
        return await task;
    }
}
