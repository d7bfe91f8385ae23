using MapiOrleans.Grains.Session.Handlers;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session;

/// <summary>The table of handlers, by ROP. A family's handlers are rows of its static method <c>Rows()</c> in Handlers/.</summary>
internal static class RopHandlers
{
    private static readonly RopHandler?[] Table = Build(
    [
        // One line a family: FolderHandlers.Rows(), TableHandlers.Rows(), ...
        TableHandlers.Rows(),
        MessageHandlers.Rows(),
        AttachmentHandlers.Rows(),
        LogonHandlers.Rows(),
        FolderHandlers.Rows(),
        PermissionHandlers.Rows(),
        RuleHandlers.Rows(),
        PropertyHandlers.Rows(),
        StreamHandlers.Rows(),
        FastTransferHandlers.Rows(),
        SynchronizationHandlers.Rows(),
        TransportHandlers.Rows(),
        NotificationHandlers.Rows(),
    ]);

    private static RopHandler?[] Build(IEnumerable<(RopId Id, RopHandler Handler)>[] families)
    {
        var table = new RopHandler?[256];
        foreach (var (id, handler) in families.SelectMany(f => f))
        {
            if (table[(byte)id] is not null) throw new InvalidOperationException($"{id} has two handlers.");
            table[(byte)id] = handler;
        }
        return table;
    }

    /// <summary>The handler of a ROP, or null where the server does not do it.</summary>
    public static RopHandler? Find(RopId id) => Table[(byte)id];
}
