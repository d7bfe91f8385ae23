using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.FastTransfer;

/// <summary>What a client has of a scope ([MS-OXCFXICS] 2.2.1.1, 3.1.1.3). The client keeps it; a server is told it and tells it anew.</summary>
public sealed class IcsState
{
    /// <summary>MetaTagIdsetGiven: the objects that the client has.</summary>
    public IdSet IdsetGiven { get; set; } = new();

    /// <summary>MetaTagCnsetSeen: changes of normal messages, or of folders, that it knows.</summary>
    public IdSet CnsetSeen { get; set; } = new();

    /// <summary>MetaTagCnsetSeenFAI: changes of associated messages that it knows.</summary>
    public IdSet CnsetSeenFAI { get; set; } = new();

    /// <summary>MetaTagCnsetRead: changes of read states that it knows.</summary>
    public IdSet CnsetRead { get; set; } = new();

    /// <summary>Whether a property is one of a state.</summary>
    public static bool IsStateProperty(PropertyTag tag) =>
        tag == MetaTag.IdsetGiven || tag == MetaTag.IdsetGiven.WithType(PropertyType.Binary) || tag == MetaTag.CnsetSeen || tag == MetaTag.CnsetSeenFAI || tag == MetaTag.CnsetRead;

    /// <summary>Another state with the same content.</summary>
    public IcsState Clone() => new() { IdsetGiven = IdsetGiven.Clone(), CnsetSeen = CnsetSeen.Clone(), CnsetSeenFAI = CnsetSeenFAI.Clone(), CnsetRead = CnsetRead.Clone() };

    /// <summary>Takes a property of a state in its wire form; false and why where the bytes are none, and nothing is changed.</summary>
    public bool TrySet(PropertyTag tag, ReadOnlySpan<byte> bytes, out ParseError? error)
    {
        if (!IsStateProperty(tag))
        {
            error = new ParseError(0, $"{tag} is no property of a state");
            return false;
        }
        if (IdSet.TryParse(bytes, out error) is not { } set) return false;
        if (tag.Id == MetaTag.IdsetGiven.Id) IdsetGiven = set;
        else if (tag == MetaTag.CnsetSeen) CnsetSeen = set;
        else if (tag == MetaTag.CnsetSeenFAI) CnsetSeenFAI = set;
        else CnsetRead = set;
        return true;
    }

    /// <summary>Writes the state element ([MS-OXCFXICS] 2.2.4.3.25).</summary>
    /// <param name="writer">The stream.</param>
    /// <param name="contents">Whether the state is of messages: that of folders has two sets only.</param>
    /// <param name="given">Whether MetaTagIdsetGiven is in it: uploads have none (3.1.5.2.1).</param>
    public void Write(FastTransferWriter writer, bool contents, bool given = true)
    {
        writer.Marker(FastTransferMarker.IncrSyncStateBegin);
        writer.Property(MetaTag.CnsetSeen, PropertyValue.Binary(CnsetSeen.ToArray()));
        if (contents) writer.Property(MetaTag.CnsetSeenFAI, PropertyValue.Binary(CnsetSeenFAI.ToArray()));
        if (given) writer.Property(MetaTag.IdsetGiven, PropertyValue.Binary(IdsetGiven.ToArray()));
        if (contents) writer.Property(MetaTag.CnsetRead, PropertyValue.Binary(CnsetRead.ToArray()));
        writer.Marker(FastTransferMarker.IncrSyncStateEnd);
    }
}
