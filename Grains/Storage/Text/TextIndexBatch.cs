namespace MapiOrleans.Grains.Storage.Text;

/// <summary>The next messages of a folder to be found by their text.</summary>
/// <param name="FolderId">The folder.</param>
/// <param name="After">The read change number up to which the folder was indexed when they were read.</param>
/// <param name="UpTo">The read change number up to which it is with them.</param>
/// <param name="Messages">Messages with their terms.</param>
public sealed record TextIndexBatch(long FolderId, long After, long UpTo, IReadOnlyList<IndexedMessage> Messages);

/// <summary>A message that may not be indexed as it is now.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Place">Its read change number, which every change raises.</param>
/// <param name="ChangeNumber">The change number of its content.</param>
/// <param name="IsWanted">Whether it is to be indexed: neither deleted nor associated, and not indexed with this content yet.</param>
public readonly record struct UnindexedMessage(long MessageId, long Place, long ChangeNumber, bool IsWanted);

/// <summary>A message with the terms of its text.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="ChangeNumber">The change number of the content that was read.</param>
/// <param name="Terms">The terms.</param>
public sealed record IndexedMessage(long MessageId, long ChangeNumber, string[] Terms);
