using System.Globalization;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.WebFrontend.Provisioning;

namespace MapiOrleans.WebFrontend.Admin;

/// <summary>Whether somebody is away, and what the mailbox answers meanwhile.</summary>
internal static class OutOfOfficeEndpoint
{
    private static readonly Dictionary<string, OutOfOfficeState> States = new()
    {
        ["disabled"] = OutOfOfficeState.Disabled,
        ["enabled"] = OutOfOfficeState.Enabled,
        ["scheduled"] = OutOfOfficeState.Scheduled,
    };

    private static readonly Dictionary<string, OutOfOfficeAudience> Audiences = new()
    {
        ["none"] = OutOfOfficeAudience.None,
        ["known"] = OutOfOfficeAudience.Known,
        ["all"] = OutOfOfficeAudience.All,
    };

    public static async Task ShowAsync(AdminRequest request, DirectoryObject owner) => await AnswerAsync(request, await Mailbox(request, owner).GetOutOfOfficeAsync());

    public static async Task PutAsync(AdminRequest request, DirectoryObject owner)
    {
        var settings = await request.ReadAsync(reader =>
        {
            var read = new OutOfOfficeSettings
            {
                State = reader.Word("state", States, OutOfOfficeState.Disabled),
                ExternalAudience = reader.Word("externalAudience", Audiences, OutOfOfficeAudience.All),
                Start = Time(reader, "start"),
                End = Time(reader, "end"),
                InternalReply = reader.Text("internalReply", _ => null),
                ExternalReply = reader.Text("externalReply", _ => null),
            };
            if (read.State == OutOfOfficeState.Scheduled && !(read.End > read.Start)) reader.Check("end", "A scheduled absence has a start, and an end after it.");
            reader.End();
            return read;
        }, []);
        var mailbox = Mailbox(request, owner);
        var error = await mailbox.SetOutOfOfficeAsync(MailboxCaller.Server, settings);
        if (error != MapiError.Success) throw new AdminRefusal(error == MapiError.TooBig ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status409Conflict, $"The mailbox answered {error}.");
        await AnswerAsync(request, await mailbox.GetOutOfOfficeAsync());
    }

    private static IMailboxGrain Mailbox(AdminRequest request, DirectoryObject owner) => owner.MailboxGuid != Guid.Empty
        ? request.Grains.GetGrain<IMailboxGrain>(owner.MailboxGuid)
        : throw new AdminRefusal(StatusCodes.Status404NotFound, $"{owner.Address} has no mailbox.");

    private static DateTimeOffset? Time(ObjectReader reader, string field) =>
        reader.Text(field, t => TryParse(t, out _) ? null : "A time such as 2026-07-01T08:00:00Z is needed.") is { Length: > 0 } text && TryParse(text, out var time) ? time : null;

    private static bool TryParse(string text, out DateTimeOffset time) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static Task AnswerAsync(AdminRequest request, OutOfOfficeSettings settings) => request.AnswerAsync(StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("state", States.First(s => s.Value == settings.State).Key);
        json.WriteString("externalAudience", Audiences.First(a => a.Value == settings.ExternalAudience).Key);
        if (settings.Start is { } start) json.WriteString("start", start.UtcDateTime);
        if (settings.End is { } end) json.WriteString("end", end.UtcDateTime);
        json.WriteString("internalReply", settings.InternalReply);
        json.WriteString("externalReply", settings.ExternalReply);
        json.WriteEndObject();
    });
}
