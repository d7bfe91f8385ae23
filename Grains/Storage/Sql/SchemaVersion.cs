namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>What a program says of a database whose schema is not its own.</summary>
internal static class SchemaVersion
{
    /// <summary>A newer program has been here: an older one would not know what it writes.</summary>
    /// <exception cref="StoreUnavailableException">It has.</exception>
    public static void RefuseNewer(long version, int known)
    {
        if (version > known) throw new StoreUnavailableException($"The database has schema version {version}; this program knows {known}. Run a newer program.");
    }

    /// <summary>Steps are missing and are not to be run here.</summary>
    /// <exception cref="StoreUnavailableException">So it is, or <see cref="RefuseNewer"/>.</exception>
    public static void RefuseOther(long version, int known)
    {
        RefuseNewer(version, known);
        if (version < known) throw new StoreUnavailableException($"The database has schema version {version}; this program needs {known}. Run `mapiorleans migrate`, or set Store:AutoMigrate to true.");
    }
}
