namespace MapiOrleans.Mapi.Properties;

/// <summary>Which properties go with a message to its recipients ([MS-OXPROPS] 1.3.3).</summary>
public static class Transmittable
{
    private const ushort FirstOfMessage = 0x0E00, LastOfMessage = 0x0FFF, FirstOfUser = 0x6000, LastOfProvider = 0x67FF, FirstOfClass = 0x7C00, LastOfClass = 0x7FFF;

    /// <summary>
    /// Whether a property id is in none of the ranges that are not transmitted: MAPI's own for messages, those of users and providers, those of
    /// message classes. Named properties are transmitted all.
    /// </summary>
    public static bool IsTransmittable(ushort id) => id is not ((>= FirstOfMessage and <= LastOfMessage) or (>= FirstOfUser and <= LastOfProvider) or (>= FirstOfClass and <= LastOfClass));
}
