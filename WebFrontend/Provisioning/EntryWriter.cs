using System.Text.Json;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;

namespace MapiOrleans.WebFrontend.Provisioning;

/// <summary>Writes entries as <see cref="EntryReader"/> reads them, with what the directory gave them under <c>info</c>. Never a password.</summary>
internal static class EntryWriter
{
    /// <summary>What a kind is called.</summary>
    public static string KindName(DirectoryKind kind) => kind switch
    {
        DirectoryKind.User => "user",
        DirectoryKind.Group => "group",
        DirectoryKind.Room => "room",
        DirectoryKind.Equipment => "equipment",
        DirectoryKind.Contact => "contact",
        _ => "publicFolder",
    };

    /// <summary>What an outcome is called.</summary>
    public static string OutcomeName(ProvisioningOutcome outcome) => outcome switch { ProvisioningOutcome.Created => "created", ProvisioningOutcome.Changed => "changed", _ => "unchanged" };

    public static void Write(Utf8JsonWriter json, DomainInfo domain)
    {
        json.WriteStartObject();
        json.WriteString("name", domain.Name);
        WriteTexts(json, "aliases", domain.Aliases);
        json.WriteStartObject("mapi");
        json.WriteBoolean("enabled", domain.MapiEnabled);
        json.WriteString("autodiscoverCheck", domain.AutodiscoverCheck switch { AutodiscoverCheck.Warn => "warn", AutodiscoverCheck.Off => "off", _ => "enforce" });
        if (domain.MovedTo.Length > 0) json.WriteString("movedTo", domain.MovedTo);
        json.WriteEndObject();
        if (domain.Source is { } source) Write(json, source);
        json.WriteStartObject("info");
        json.WriteString("id", domain.DomainId);
        json.WriteString("publicMailbox", domain.PublicMailbox);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DirectorySource source)
    {
        json.WriteStartObject("directory");
        WriteTexts(json, "servers", source.Servers);
        json.WriteString("baseDn", source.BaseDn);
        json.WriteString("bindDn", source.BindDn);
        json.WriteString("passwordFile", source.PasswordFile);
        json.WriteString("schema", source.Schema == DirectorySchema.ActiveDirectory ? "activeDirectory" : "inetOrgPerson");
        json.WriteString("userFilter", source.UserFilter);
        json.WriteString("groupFilter", source.GroupFilter);
        json.WriteStartObject("attributes");
        foreach (var mapping in source.Attributes)
        {
            var at = mapping.IndexOf('=', StringComparison.Ordinal);
            json.WriteString(mapping[..at], mapping[(at + 1)..]);
        }
        json.WriteEndObject();
        json.WriteString("trustedCertificates", source.TrustedCertificates);
        json.WriteBoolean("allowPlain", source.AllowPlain);
        json.WriteBoolean("adoptLocal", source.AdoptLocal);
        json.WriteEndObject();
    }

    /// <summary>How far the copy of a domain's directory is.</summary>
    public static void Write(Utf8JsonWriter json, string domain, DirectorySyncStatus status)
    {
        void Time(string name, DateTimeOffset? time)
        {
            if (time is { } known) json.WriteString(name, known);
        }
        json.WriteStartObject();
        json.WriteString("domain", domain);
        json.WriteString("state", status.IsRunning ? "running" : status.Error.Length > 0 ? "failed" : status.SucceededAt is null ? "waiting" : "ok");
        json.WriteString("error", status.Error);
        Time("startedAt", status.StartedAt);
        Time("succeededAt", status.SucceededAt);
        Time("fullAt", status.FullAt);
        Time("deletionsAt", status.DeletionsAt);
        Time("dueAt", status.DueAt);
        json.WriteNumber("entries", status.Entries);
        json.WriteNumber("missing", status.Missing);
        json.WriteNumber("read", status.Read);
        json.WriteNumber("changed", status.Changed);
        json.WriteNumber("removed", status.Removed);
        json.WriteNumber("referrals", status.Referrals);
        WriteTexts(json, "problems", status.Problems);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, DirectoryObject value)
    {
        json.WriteStartObject();
        json.WriteString("address", value.Address);
        json.WriteString("displayName", value.DisplayName);
        switch (value.Kind)
        {
            case DirectoryKind.User:
                WriteUser(json, value);
                break;
            case DirectoryKind.Group:
                WriteTexts(json, "members", value.Members);
                json.WriteString("managedBy", value.ManagedBy);
                json.WriteString("dynamic", value.Dynamic);
                WriteSenders(json, value);
                break;
            case DirectoryKind.Room or DirectoryKind.Equipment:
                json.WriteString("kind", KindName(value.Kind));
                WriteTexts(json, "fullAccess", value.FullAccess);
                WriteSenders(json, value);
                if (value.Capacity is { } seats) json.WriteNumber("capacity", seats);
                break;
        }
        json.WriteStartObject("info");
        json.WriteString("id", value.ObjectId);
        json.WriteString("kind", KindName(value.Kind));
        json.WriteString("legacyDN", value.LegacyDN);
        if (value.MailboxGuid != Guid.Empty) json.WriteString("mailbox", value.MailboxGuid);
        json.WriteNumber("version", value.Version);
        if (value.Source.Length > 0) json.WriteString("source", value.Source);
        if (value.PhotoBytes > 0) json.WriteNumber("photoBytes", value.PhotoBytes);
        if (value.CertificateBytes > 0) json.WriteNumber("certificateBytes", value.CertificateBytes);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, PublicFolderInfo folder)
    {
        json.WriteStartObject();
        json.WriteString("path", folder.Path);
        json.WriteString("class", folder.Class);
        json.WriteStartObject("permissions");
        foreach (var (who, role) in folder.Permissions) json.WriteString(who, role);
        json.WriteEndObject();
        json.WriteStartObject("info");
        json.WriteNumber("items", folder.Items);
        json.WriteNumber("sizeBytes", folder.Size);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ProvisioningStep step)
    {
        json.WriteStartObject();
        json.WriteString("kind", step.Kind);
        json.WriteString("name", step.Name);
        json.WriteString("outcome", OutcomeName(step.Outcome));
        json.WriteEndObject();
    }

    /// <summary>A mailbox: its size and its folders with their counts.</summary>
    public static void Write(Utf8JsonWriter json, DirectoryObject owner, MailboxInfo mailbox, HierarchyView folders)
    {
        json.WriteStartObject();
        json.WriteString("address", owner.Address);
        json.WriteString("mailbox", mailbox.MailboxGuid);
        json.WriteNumber("shard", mailbox.Shard);
        json.WriteString("createdAt", mailbox.CreatedAt);
        json.WriteNumber("sizeBytes", mailbox.SizeBytes);
        if (mailbox.QuotaBytes is { } quota) json.WriteNumber("quotaBytes", quota);
        if (mailbox.SendQuotaBytes is { } sending) json.WriteNumber("sendQuotaBytes", sending);
        if (mailbox.WarningQuotaBytes is { } warning) json.WriteNumber("warningQuotaBytes", warning);
        json.WriteNumber("folderCount", folders.Folders.Count);
        json.WriteNumber("itemCount", folders.Folders.Sum(f => (long)f.Folder.Counters.Items));
        json.WriteStartArray("folders");
        var paths = new Dictionary<long, string>();
        foreach (var view in folders.Folders)
        {
            var counters = view.Folder.Counters;
            var path = paths.TryGetValue(view.Folder.ParentId, out var above) ? $"{above}/{view.Folder.DisplayName}" : view.Folder.DisplayName;
            paths[view.Folder.FolderId] = path;
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteNumber("items", counters.Items);
            json.WriteNumber("unread", counters.Unread);
            json.WriteNumber("associated", counters.Associated);
            json.WriteNumber("deleted", counters.Deleted);
            json.WriteNumber("sizeBytes", counters.Size + counters.AssociatedSize);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUser(Utf8JsonWriter json, DirectoryObject value)
    {
        WriteTexts(json, "aliases", value.Aliases);
        if (value.QuotaBytes is { } bytes) json.WriteNumber("quotaMB", bytes >> 20);
        json.WriteString("language", value.Language);
        json.WriteString("title", value.Title);
        json.WriteString("department", value.Department);
        json.WriteString("company", value.Company);
        json.WriteString("office", value.Office);
        json.WriteString("businessPhone", value.BusinessPhone);
        json.WriteString("homePhone", value.HomePhone);
        json.WriteString("mobilePhone", value.MobilePhone);
        json.WriteString("assistant", value.Assistant);
        json.WriteString("phoneticName", value.PhoneticName);
        json.WriteString("manager", value.Manager);
        WriteTexts(json, "roles", value.Roles);
        WriteTexts(json, "fullAccess", value.FullAccess);
        WriteSenders(json, value);
        json.WriteString("givenName", value.GivenName);
        json.WriteString("surname", value.Surname);
        json.WriteBoolean("hidden", value.Hidden);
    }

    private static void WriteSenders(Utf8JsonWriter json, DirectoryObject value)
    {
        WriteTexts(json, "sendOnBehalf", value.SendOnBehalf);
        WriteTexts(json, "sendAs", value.SendAs);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
