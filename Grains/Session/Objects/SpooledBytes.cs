using MapiOrleans.Mapi;
using Microsoft.Win32.SafeHandles;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>
/// Bytes that are read and written anywhere: in memory while they are few, else in a temporary file that nobody else sees and that is
/// gone when this is disposed. Not for concurrent use.
/// </summary>
/// <param name="maxMemory">More bytes than this go to the file.</param>
/// <param name="folder">Where the file is made; the folder is made where it is not there.</param>
internal sealed class SpooledBytes(int maxMemory, string folder) : IDisposable
{
    private byte[] _memory = [];
    private FileStream? _file;

    /// <summary>How many bytes there are.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the bytes are in a file.</summary>
    public bool IsOnDisk => _file is not null;

    /// <summary>Reads up to the end; gives the bytes read, 0 at or past the end.</summary>
    public async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var count = (int)Math.Clamp(Length - offset, 0, destination.Length);
        if (count == 0) return 0;
        if (_file is null)
        {
            _memory.AsSpan((int)offset, count).CopyTo(destination.Span);
            return count;
        }
        var read = 0;
        while (read < count)
        {
            var got = await RandomAccess.ReadAsync(Handle, destination[read..count], offset + read, cancellationToken);
            if (got == 0) throw new RopException(MapiError.StorageReadFault, $"the file of a stream ends at {offset + read} of {Length}");
            read += got;
        }
        return count;
    }

    /// <summary>Writes; what lies between the end and <paramref name="offset"/> becomes zeros.</summary>
    public async ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (data.IsEmpty) return;
        var end = offset + data.Length;
        await MakeRoomAsync(end, cancellationToken);
        if (_file is null) data.Span.CopyTo(_memory.AsSpan((int)offset));
        else await OnDiskAsync(RandomAccess.WriteAsync(Handle, data, offset, cancellationToken));
        Length = Math.Max(Length, end);
    }

    /// <summary>Cuts the bytes off, or adds zeros.</summary>
    public async ValueTask SetLengthAsync(long length, CancellationToken cancellationToken)
    {
        if (length > Length) await MakeRoomAsync(length, cancellationToken);
        // What is cut off must be zeros if it comes back.
        else if (_file is null) _memory.AsSpan((int)length, (int)(Length - length)).Clear();
        if (_file is not null) RandomAccess.SetLength(Handle, length);
        Length = length;
    }

    private SafeFileHandle Handle => _file!.SafeFileHandle;

    private async ValueTask MakeRoomAsync(long length, CancellationToken cancellationToken)
    {
        if (_file is not null || length <= _memory.Length) return;
        if (length <= maxMemory)
        {
            Array.Resize(ref _memory, (int)Math.Min(maxMemory, Math.Max(length, Math.Max(1024, _memory.Length * 2L))));
            return;
        }
        _file = CreateFile();
        await OnDiskAsync(RandomAccess.WriteAsync(Handle, _memory.AsMemory(0, (int)Length), 0, cancellationToken));
        _memory = [];
    }

    private FileStream CreateFile()
    {
        System.IO.Directory.CreateDirectory(folder);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var path = Path.Combine(folder, $"stream-{Guid.NewGuid():N}");
        var file = new FileStream(path, options);
        // An open file needs no name here: so nothing stays behind when the process is killed.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }

    private static async ValueTask OnDiskAsync(ValueTask write)
    {
        try
        {
            await write;
        }
        catch (IOException e)
        {
            throw new RopException(MapiError.StreamSizeError, $"the file of a stream cannot grow: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _memory = [];
        Length = 0;
        _file?.Dispose();
        _file = null;
    }
}
