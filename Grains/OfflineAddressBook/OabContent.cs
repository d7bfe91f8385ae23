using System.Security.Cryptography;
using System.Text;
using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.OfflineAddressBook;
using MapiOrleans.Mapi.Compression;
using MapiOrleans.Mapi.OfflineAddressBook;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.OfflineAddressBook;

/// <summary>
/// What a domain's offline address book has in it, from a snapshot of its address book: everybody who is not hidden, in order of address, each
/// with the properties that <see cref="Schema"/> names. The same snapshot gives the same bytes, as often as they are asked for.
/// </summary>
internal sealed class OabContent
{
    // Text properties and the like that are read from an entry as they are online. The two that come first are what records are known by.
    private static readonly OabProperty[] Read =
    [
        new(PidTag.EmailAddress, OabPropertyUse.PrimaryKey),
        new(PidTag.SmtpAddress, OabPropertyUse.PrimaryKey),
        new(PidTag.DisplayName, OabPropertyUse.Anr),
        new(PidTag.AddressBookPhoneticDisplayName, OabPropertyUse.Anr),
        new(PidTag.Account, OabPropertyUse.Anr),
        new(PidTag.Surname, OabPropertyUse.Anr),
        new(PidTag.GivenName, OabPropertyUse.Anr),
        new(PidTag.AddressBookProxyAddresses, OabPropertyUse.Anr),
        new(PidTag.OfficeLocation, OabPropertyUse.Anr),
        new(PidTag.DisplayType, OabPropertyUse.None),
        new(PidTag.ObjectType, OabPropertyUse.None),
        new(PidTag.DisplayTypeEx, OabPropertyUse.None),
        new(PidTag.SendRichInfo, OabPropertyUse.None),
        new(PidTag.BusinessTelephoneNumber, OabPropertyUse.None),
        new(PidTag.HomeTelephoneNumber, OabPropertyUse.None),
        new(PidTag.MobileTelephoneNumber, OabPropertyUse.None),
        new(PidTag.Title, OabPropertyUse.None),
        new(PidTag.CompanyName, OabPropertyUse.None),
        new(PidTag.DepartmentName, OabPropertyUse.None),
        new(PidTag.Assistant, OabPropertyUse.None),
        new(PidTag.AddressBookManager.WithType(PropertyType.String), OabPropertyUse.None),
        new(PidTag.AddressBookTargetAddress, OabPropertyUse.None),
        new(PidTag.AddressBookHomeMessageDatabase, OabPropertyUse.None),
        new(PidTag.AddressBookRoomCapacity, OabPropertyUse.None),
        new(PidTag.AddressBookDistributionListMemberCount, OabPropertyUse.None),
        new(PidTag.AddressBookDistributionListExternalMemberCount, OabPropertyUse.None),
        new(PidTag.AddressBookObjectGuid, OabPropertyUse.None),
    ];

    /// <summary>The properties of records.</summary>
    public static OabSchema Schema { get; } = new(OabSchema.HeaderProperties, [.. Read, new(PidTag.OfflineAddressBookTruncatedProperties, OabPropertyUse.None)]);

    // Of the one property that is 8-bit text, which is ASCII.
    private const int CodePage = 1252;

    private readonly AddressBookServer _server;
    private readonly OfflineAddressBookOptions _options;
    private readonly DirectoryObject[] _entries;
    private readonly PropertyValue[] _values = new PropertyValue[Schema.Objects.Count];
    private readonly DomainInfo _domain;

    /// <summary>The content of a snapshot. What is hidden is in it for nobody.</summary>
    public OabContent(AddressBookSnapshot book, DomainInfo domain, OfflineAddressBookOptions options, AddressBookOptions bounds, TimeProvider time)
    {
        (_domain, _options) = (domain, options);
        // Nobody asks: what is written is what everybody in the domain sees.
        var nobody = new DirectoryObject { ObjectId = Guid.Empty, Domain = domain.Name, Kind = DirectoryKind.User, Address = "", DisplayName = "", LegacyDN = "" };
        _server = new AddressBookServer(book, new AuthenticatedUser { Account = nobody, Domain = domain, CredentialVersion = 0 }, "", bounds, time);
        _entries = [.. book.Entries.Where(AddressBookContainer.Global.Shows)];
        Array.Sort(_entries, static (a, b) => CompareAddresses(a.Address, b.Address));
    }

    /// <summary>Records.</summary>
    public int Count => _entries.Length;

    /// <summary>The order of records.</summary>
    public static int CompareAddresses(string a, string b) => string.CompareOrdinal(a, b);

    /// <summary>The address of a record.</summary>
    public string AddressOf(int record) => _entries[record].Address;

    /// <summary>The header record of a version.</summary>
    public OabListInfo List(long sequence) =>
        new(OfflineAddressBookIdentity.ListName, OfflineAddressBookIdentity.ListDN, (uint)sequence, OfflineAddressBookIdentity.BookId(_domain.DomainId));

    /// <summary>Writes a record.</summary>
    public void WriteRecord(MapiWriter writer, int record)
    {
        var entry = _entries[record];
        var view = new EntryView(_server, entry, Ephemeral: false);
        // Certificates and photos are large, and clients that are online ask for them where they are named here.
        List<int>? truncated = null;
        if (entry.CertificateBytes > 0) (truncated ??= []).AddRange([(int)PidTag.UserX509Certificate.Value, (int)PidTag.AddressBookX509Certificate.Value]);
        if (entry.PhotoBytes > 0) (truncated ??= []).Add((int)PidTag.ThumbnailPhoto.Value);
        for (var i = 0; i < Read.Length; i++)
        {
            _values[i] = Bound(EntryProperties.Read(view, Read[i].Tag, CodePage), out var isCut);
            if (isCut) (truncated ??= []).Add((int)Read[i].Tag.Value);
        }
        _values[^1] = truncated is null ? default : PropertyValue.Multiple([.. truncated]);
        OabRecord.Write(writer, Schema.Objects, _values);
    }

    /// <summary>Size, serial and hash of a version's details, without keeping them.</summary>
    public OabMeasures Measure(long sequence, CancellationToken cancellationToken)
    {
        using var writer = new MapiWriter(4096);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        OabDetails.WriteStart(writer, Schema, List(sequence), 0, 0);
        var serial = Crc32.Append(Crc32.AddressBookSeed, writer.Written[OabHeader.Size..]);
        long size = writer.Length;
        // Neither a version nor a serial: what would be the same but for them is the same.
        writer.Truncate(0);
        Schema.Write(writer);
        hash.AppendData(writer.Written);
        foreach (var (_, file) in OabTemplates.All) hash.AppendData(file);
        for (var record = 0; record < Count; record++)
        {
            if (record % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            writer.Truncate(0);
            WriteRecord(writer, record);
            serial = Crc32.Append(serial, writer.Written);
            hash.AppendData(writer.Written);
            size += writer.Length;
        }
        return new OabMeasures(size, serial, hash.GetHashAndReset());
    }

    /// <summary>Writes what comes before the records.</summary>
    public void WriteStart(MapiWriter writer, long sequence, OabMeasures measures) => OabDetails.WriteStart(writer, Schema, List(sequence), measures.Serial, (uint)Count);

    private PropertyValue Bound(PropertyValue value, out bool isCut)
    {
        isCut = false;
        switch (value.RawReference)
        {
            case string text when text.Length > _options.MaxTextSize / 3 && Encoding.UTF8.GetByteCount(text) > _options.MaxTextSize:
                isCut = true;
                return PropertyValue.String(Cut(text));
            case string[] texts when texts.Sum(static t => 3L * t.Length) > _options.MaxValuesSize:
                var left = _options.MaxValuesSize;
                string[] kept = [.. texts.TakeWhile(t => (left -= Encoding.UTF8.GetByteCount(t) + 1) >= 0)];
                isCut = kept.Length < texts.Length;
                return kept.Length > 0 ? PropertyValue.Multiple(kept) : default;
            default:
                return value;
        }
    }

    private string Cut(string text)
    {
        var left = _options.MaxTextSize;
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if ((left -= rune.Utf8SequenceLength) < 0) break;
            kept.Append(rune.ToString());
        }
        return kept.ToString();
    }
}

/// <summary>What is to be known of details before they are written.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Serial">ulSerial.</param>
/// <param name="ContentHash">A hash of what is in them, their version left out.</param>
internal sealed record OabMeasures(long Size, uint Serial, byte[] ContentHash);
