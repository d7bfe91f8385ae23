using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MapiOrleans.WebFrontend.Admin;

/// <summary>The operators' secret. Only its hash is in memory, and it is never logged.</summary>
public sealed class AdminToken
{
    /// <summary>Characters that a configured token has at least.</summary>
    public const int MinLength = 32;

    private const int MaxFileBytes = 4_096;
    private readonly byte[] _hash;

    private AdminToken(string token) => _hash = Hash(token);

    /// <summary>The configured token, or that of the file, which is made where there is none.</summary>
    /// <exception cref="InvalidDataException">The token is too short to be one.</exception>
    public static AdminToken Load(AdminOptions options)
    {
        var token = options.Token ?? ReadOrMake(options.TokenFile);
        return token.Length >= MinLength ? new AdminToken(token) : throw new InvalidDataException($"The admin token has fewer than {MinLength} characters.");
    }

    /// <summary>The token of a file, without the line's end.</summary>
    public static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var buffer = new byte[MaxFileBytes];
        return Encoding.UTF8.GetString(buffer, 0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)).Trim();
    }

    /// <summary>Whether this is the token; takes the same time whatever it is.</summary>
    public bool Is(string presented) => CryptographicOperations.FixedTimeEquals(Hash(presented), _hash);

    private static string ReadOrMake(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        // Born with its permissions: it is at no moment readable by others.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (File.Exists(file)) return Read(file);
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        using var stream = new FileStream(file, options);
        stream.Write(Encoding.ASCII.GetBytes(token + "\n"));
        stream.Flush(flushToDisk: true);
        return token;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
