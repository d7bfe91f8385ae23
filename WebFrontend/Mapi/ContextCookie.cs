using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace MapiOrleans.WebFrontend.Mapi;

/// <summary>
/// What the session context cookie says ([MS-OXCMAPIHTTP] 3.2.5.1): which session, whose, made for which mailbox, when. A key of the
/// installation signs it, so every node knows it for its own and a forged one reaches no grain.
/// </summary>
/// <param name="SessionId">The session.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="MailboxGuid">The mailbox it was opened beside.</param>
/// <param name="CreatedAt">When, to the millisecond.</param>
internal sealed record ContextCookie(Guid SessionId, Guid AccountId, Guid MailboxGuid, DateTimeOffset CreatedAt)
{
    private const byte Version = 1;
    private const int ContentLength = 1 + 3 * 16 + 8;
    private const int TotalLength = ContentLength + HMACSHA256.HashSizeInBytes;

    /// <summary>The cookie's value for an endpoint: one of another endpoint does not hold there.</summary>
    public string Protect(byte[] key, string endpoint)
    {
        Span<byte> bytes = stackalloc byte[TotalLength];
        bytes[0] = Version;
        SessionId.TryWriteBytes(bytes[1..]);
        AccountId.TryWriteBytes(bytes[17..]);
        MailboxGuid.TryWriteBytes(bytes[33..]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[49..], CreatedAt.ToUnixTimeMilliseconds());
        Sign(key, endpoint, bytes[..ContentLength], bytes[ContentLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cookie's value; null where it is not one that the installation gave.</summary>
    public static ContextCookie? TryRead(string value, byte[] key, string endpoint)
    {
        Span<byte> bytes = stackalloc byte[TotalLength];
        if (value.Length != Base64Url.GetEncodedLength(TotalLength)) return null;
        if (Base64Url.DecodeFromChars(value, bytes, out _, out var length) != OperationStatus.Done || length != TotalLength) return null;
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Sign(key, endpoint, bytes[..ContentLength], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes[ContentLength..]) || bytes[0] != Version) return null;
        return new ContextCookie(
            new Guid(bytes.Slice(1, 16)), new Guid(bytes.Slice(17, 16)), new Guid(bytes.Slice(33, 16)),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes[49..])));
    }

    private static void Sign(byte[] key, string endpoint, ReadOnlySpan<byte> content, Span<byte> mac)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        // The endpoint's name has no NUL: no two pairs of name and content look alike.
        hmac.AppendData(System.Text.Encoding.ASCII.GetBytes(endpoint + "\0"));
        hmac.AppendData(content);
        hmac.GetHashAndReset(mac);
    }
}
