namespace MapiOrleans.Grains.AddressBook;

/// <summary>How long one request may search. A search that takes longer is given up, with the protocol's word for it.</summary>
internal sealed class SearchBudget(TimeSpan longest, TimeProvider time)
{
    private const int Step = 256;

    private readonly long _started = time.GetTimestamp();
    private int _spent;

    /// <summary>Looks at one more entry.</summary>
    /// <exception cref="SearchTooLongException">The time is over.</exception>
    public void Spend()
    {
        if (++_spent % Step == 0 && time.GetElapsedTime(_started) > longest) throw new SearchTooLongException();
    }
}

/// <summary>A search took longer than one request may.</summary>
internal sealed class SearchTooLongException() : Exception("The search took too long.");
