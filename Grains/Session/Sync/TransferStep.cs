namespace MapiOrleans.Grains.Session.Sync;

/// <summary>
/// What a stream needs from elsewhere before it goes on: a read. The makers of streams are iterators over steps and write between them; a
/// step that fails because the store cannot be reached is done again when the client asks again, so that it must not write. A null step
/// says that what is written so far may go.
/// </summary>
internal delegate ValueTask TransferStep(CancellationToken cancellationToken);
