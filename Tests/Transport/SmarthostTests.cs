using System.Security.Cryptography.X509Certificates;
using System.Text;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Transport;

/// <summary>The smarthost as it may be: with TLS and sign-in, and hostile. Whatever it does, each recipient is done, failed or waits, and it ends.</summary>
public sealed class SmarthostTests
{
    private const string Host = "127.0.0.1";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static readonly RelayEnvelope Envelope = new() { Sender = "ann@example.test", Recipients = [] };

    private static async Task<RelayRecipient> SendAsync(SmtpSink sink, SmarthostTls tls, Action<SmarthostOptions>? change = null, TimeProvider? time = null, params string[] recipients)
    {
        var options = new SmarthostOptions { Host = Host, Port = sink.Port, Tls = tls, LocalName = "test.example" };
        change?.Invoke(options);
        using var smarthost = new Smarthost(options, time ?? TimeProvider.System);
        if (recipients.Length == 0) recipients = ["out@faraway.test"];
        var mime = new MemoryStream(Encoding.ASCII.GetBytes("From: ann@example.test\r\nTo: out@faraway.test\r\nSubject: Test\r\n\r\n" + string.Concat(Enumerable.Repeat("A line of text.\r\n", 20_000))));
        var after = await smarthost.SendAsync(mime, Envelope, [.. recipients.Select(r => new RelayRecipient { Address = r })], "id", default).WaitAsync(Soon);
        Assert.Equal(recipients, after.Select(r => r.Address));
        return after[0];
    }

    [Theory]
    [InlineData(SmarthostTls.StartTls, false)]
    [InlineData(SmarthostTls.Implicit, true)]
    public async Task Tls_that_is_asked_for_is_used_with_certificates_that_are_trusted(SmarthostTls tls, bool isImplicit)
    {
        var (authority, leaf) = SmtpSink.Certificates(Host);
        await using var sink = new SmtpSink { Certificate = leaf, Implicit = isImplicit };
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, authority.ExportCertificatePem());
            Assert.Equal(RelayState.Done, (await SendAsync(sink, tls, o => o.CaFile = file)).State);
        }
        finally
        {
            File.Delete(file);
        }
        Assert.True(sink.WasSecure);
        // Who signed it nobody knows: no mail, and it waits.
        var refused = await SendAsync(sink, tls);
        Assert.Equal((RelayState.Pending, "4.4.1"), (refused.State, refused.Status));
        Assert.Single(sink.Messages);
        Assert.Equal(RelayState.Done, (await SendAsync(sink, tls, o => o.VerifyCertificate = false)).State);
    }

    [Fact]
    public async Task A_certificate_of_another_name_or_time_is_none()
    {
        foreach (var (name, notAfter) in new (string, DateTimeOffset?)[] { ("other.test", null), (Host, DateTimeOffset.UtcNow.AddDays(-1)) })
        {
            var (authority, leaf) = SmtpSink.Certificates(name, notAfter);
            await using var sink = new SmtpSink { Certificate = leaf };
            var file = Path.GetTempFileName();
            try
            {
                await File.WriteAllTextAsync(file, authority.ExportCertificatePem());
                Assert.Equal(RelayState.Pending, (await SendAsync(sink, SmarthostTls.StartTls, o => o.CaFile = file)).State);
            }
            finally
            {
                File.Delete(file);
            }
            Assert.Empty(sink.Messages);
            // Better than none, where none would do.
            Assert.Equal(RelayState.Done, (await SendAsync(sink, SmarthostTls.Opportunistic)).State);
            Assert.True(sink.WasSecure);
        }
    }

    [Fact]
    public async Task No_tls_where_it_is_asked_for_is_no_mail_and_where_it_is_not_mail_goes_without()
    {
        await using var sink = new SmtpSink();
        Assert.Equal(RelayState.Pending, (await SendAsync(sink, SmarthostTls.StartTls)).State);
        Assert.Empty(sink.Messages);
        Assert.Equal(RelayState.Done, (await SendAsync(sink, SmarthostTls.Opportunistic)).State);
        Assert.False(sink.WasSecure);
    }

    [Fact]
    public async Task The_password_goes_through_tls_and_a_wrong_one_loses_no_mail()
    {
        var (authority, leaf) = SmtpSink.Certificates(Host);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, authority.ExportCertificatePem());
            await using var sink = new SmtpSink { Certificate = leaf, Account = ("relay", "s3cret") };
            void SignIn(SmarthostOptions o, string password) => (o.CaFile, o.UserName, o.Password) = (file, "relay", password);
            Assert.Equal(RelayState.Done, (await SendAsync(sink, SmarthostTls.StartTls, o => SignIn(o, "s3cret"))).State);
            Assert.Equal(["relay:s3cret"], sink.SignIns);
            var wrong = await SendAsync(sink, SmarthostTls.StartTls, o => SignIn(o, "nonsense"));
            Assert.Equal(RelayState.Pending, wrong.State);
            // 530 says that this server is not set up, not that the message is bad.
            Assert.Equal(RelayState.Pending, (await SendAsync(sink, SmarthostTls.StartTls, o => o.CaFile = file)).State);
            Assert.Single(sink.Messages);

            // A password is sent to nobody who cannot prove who he is.
            sink.SignIns.Clear();
            Assert.Equal(RelayState.Pending, (await SendAsync(sink, SmarthostTls.Opportunistic, o => (o.UserName, o.Password) = ("relay", "s3cret"))).State);
            await using var plain = new SmtpSink { Account = ("relay", "s3cret") };
            var clear = await SendAsync(plain, SmarthostTls.Opportunistic, o => SignIn(o, "s3cret"));
            Assert.Equal(RelayState.Pending, clear.State);
            Assert.Contains("in the clear", clear.Diagnostic, StringComparison.Ordinal);
            Assert.Empty(sink.SignIns.Concat(plain.SignIns));
            // But where the operator says that the network is his own.
            Assert.Equal(RelayState.Done, (await SendAsync(plain, SmarthostTls.None, o => SignIn(o, "s3cret"))).State);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("connect", "")]
    [InlineData("connect", "garbage that is no answer")]
    [InlineData("connect", "554 5.3.2 go away")]
    [InlineData("EHLO test.example", "")]
    [InlineData("EHLO test.example", "\0\0\0\u00ff\u00fe")]
    [InlineData("MAIL", "")]
    [InlineData("MAIL", "250")]
    [InlineData("RCPT", "999 what")]
    [InlineData("RCPT", "")]
    [InlineData("DATA", "200 yes?")]
    [InlineData("end of data", "")]
    [InlineData("end of data", "451 4.3.0 later")]
    [InlineData("end of data", "\r\n\r\n\r\n")]
    public async Task Whatever_it_answers_mail_is_taken_or_waits(string at, string answer)
    {
        await using var sink = new SmtpSink { Answer = line => line.StartsWith(at, StringComparison.Ordinal) ? answer : null };
        var after = await SendAsync(sink, SmarthostTls.None);
        Assert.Equal(sink.Messages.Count == 1 ? RelayState.Done : RelayState.Pending, after.State);
        if (after.State == RelayState.Pending) Assert.NotEqual("", after.Diagnostic);
    }

    [Fact]
    public async Task What_it_took_is_done_though_it_hangs_up_then()
    {
        await using var sink = new SmtpSink { Answer = line => line == "QUIT" ? "" : null };
        Assert.Equal(RelayState.Done, (await SendAsync(sink, SmarthostTls.None)).State);
        Assert.Single(sink.Messages);
    }

    [Fact]
    public async Task A_line_without_end_and_answers_without_end_are_cut_off()
    {
        foreach (var (first, line) in new[] { ("250 ", "x"), ("", "250-more\r\n") })
        {
            var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, 4096)));
            await using var sink = new SmtpSink
            {
                Hijack = async (at, stream, stop) =>
                {
                    if (!at.StartsWith("EHLO", StringComparison.Ordinal)) return false;
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(first), stop);
                    while (!stop.IsCancellationRequested) await stream.WriteAsync(block, stop);
                    return true;
                },
            };
            var after = await SendAsync(sink, SmarthostTls.None, o => o.MaxAnswerBytes = 100_000);
            Assert.Equal(RelayState.Pending, after.State);
            Assert.Contains("more than 100000 bytes", after.Diagnostic, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_may_hang_up_in_the_middle_of_the_message()
    {
        await using var sink = new SmtpSink
        {
            Hijack = async (at, stream, stop) =>
            {
                if (at != "data") return false;
                await stream.ReadAtLeastAsync(new byte[1000], 1000, cancellationToken: stop);
                return true;
            },
        };
        var after = await SendAsync(sink, SmarthostTls.None);
        Assert.Equal((RelayState.Pending, "4.4.2"), (after.State, after.Status));
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("EHLO test.example")]
    [InlineData("data")]
    [InlineData("end of data")]
    public async Task One_that_stalls_is_given_up_in_time(string at)
    {
        var time = new ManualTime();
        await using var sink = new SmtpSink
        {
            Hijack = async (where, stream, stop) =>
            {
                if (where != at) return false;
                // Whoever waits for an answer now waits in vain.
                while (!stop.IsCancellationRequested)
                {
                    await time.TimerAsync(TimeSpan.FromMinutes(2)).WaitAsync(stop);
                    time.Advance(TimeSpan.FromMinutes(3));
                }
                return true;
            },
        };
        var after = await SendAsync(sink, SmarthostTls.None, time: time);
        Assert.Equal(RelayState.Pending, after.State);
        Assert.Contains("in time", after.Diagnostic, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_trickles_is_given_up_when_the_message_takes_too_long()
    {
        var time = new ManualTime();
        await using var sink = new SmtpSink
        {
            Hijack = async (where, stream, stop) =>
            {
                if (!where.StartsWith("EHLO", StringComparison.Ordinal)) return false;
                while (!stop.IsCancellationRequested)
                {
                    await time.TimerAsync(TimeSpan.FromMinutes(2)).WaitAsync(stop);
                    time.Advance(TimeSpan.FromMinutes(1));
                    await stream.WriteAsync("2"u8.ToArray(), stop);
                }
                return true;
            },
        };
        var after = await SendAsync(sink, SmarthostTls.None, time: time);
        Assert.Equal(RelayState.Pending, after.State);
        Assert.True(time.GetUtcNow() - new ManualTime().GetUtcNow() <= TimeSpan.FromMinutes(12));
    }

    [Fact]
    public void A_domain_has_so_many_places_and_others_have_their_own()
    {
        var gate = new DestinationGate(new SmarthostOptions { MaxPerDestination = 2 });
        Assert.True(gate.TryEnter("slow.test"));
        Assert.True(gate.TryEnter("SLOW.test"));
        Assert.False(gate.TryEnter("slow.test"));
        Assert.True(gate.TryEnter("other.test"));
        gate.Leave("slow.test");
        Assert.True(gate.TryEnter("slow.test"));
    }
}
