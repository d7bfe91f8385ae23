using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Http;

/// <summary>The request body of Connect ([MS-OXCMAPIHTTP] 2.2.4.1.1).</summary>
public sealed record ConnectRequestBody : MapiHttpRequestBody
{
    /// <summary>Flags: the client asks for administrator privileges ([MS-OXCRPC] 3.1.4.1, ulFlags).</summary>
    public const uint AdminFlag = 0x00000001;

    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.Connect;

    /// <summary>UserDn: the distinguished name of who connects.</summary>
    public required string UserDn { get; init; }

    /// <summary>Flags: 0, or <see cref="AdminFlag"/>.</summary>
    public uint Flags { get; init; }

    /// <summary>DefaultCodePage: the code page of 8-bit text.</summary>
    public uint DefaultCodePage { get; init; } = 1252;

    /// <summary>LcidSort: the locale of sorting.</summary>
    public uint LcidSort { get; init; } = 1033;

    /// <summary>LcidString: the locale of everything else.</summary>
    public uint LcidString { get; init; } = 1033;

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteAsciiZ(UserDn);
        writer.WriteUInt32(Flags);
        writer.WriteUInt32(DefaultCodePage);
        writer.WriteUInt32(LcidSort);
        writer.WriteUInt32(LcidString);
    }

    /// <summary>Reads a body; null and why where it is not one.</summary>
    public static ConnectRequestBody? TryParse(ReadOnlyMemory<byte> body, out ParseError? error)
    {
        var reader = new MapiReader(body.Span);
        var result = new ConnectRequestBody
        {
            UserDn = reader.ReadAsciiZ(),
            Flags = reader.ReadUInt32(),
            DefaultCodePage = reader.ReadUInt32(),
            LcidSort = reader.ReadUInt32(),
            LcidString = reader.ReadUInt32(),
            AuxiliaryBuffer = BodyFields.ReadAuxiliary(ref reader, body),
        };
        error = reader.Error;
        return error is null ? result : null;
    }
}

/// <summary>The response body of Connect ([MS-OXCMAPIHTTP] 2.2.4.1.2, 2.2.4.1.3).</summary>
public sealed record ConnectResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.Connect;

    /// <summary>PollsMax: milliseconds between two polls for notifications, at most.</summary>
    public uint PollsMax { get; init; }

    /// <summary>RetryCount: how often a client tries again.</summary>
    public uint RetryCount { get; init; }

    /// <summary>RetryDelay: milliseconds before each retry.</summary>
    public uint RetryDelay { get; init; }

    /// <summary>DnPrefix: what distinguished names of recipients begin with.</summary>
    public string DnPrefix { get; init; } = "";

    /// <summary>DisplayName of the user of UserDn.</summary>
    public string DisplayName { get; init; } = "";

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUInt32(PollsMax);
        writer.WriteUInt32(RetryCount);
        writer.WriteUInt32(RetryDelay);
        writer.WriteAsciiZ(DnPrefix);
        writer.WriteUnicodeZ(DisplayName);
    }

    /// <summary>Reads a body; null and why where it is not one.</summary>
    public static ConnectResponseBody? TryParse(ReadOnlyMemory<byte> body, out ParseError? error)
    {
        var reader = new MapiReader(body.Span);
        var status = reader.ReadUInt32();
        var result = status != 0
            ? new ConnectResponseBody { StatusCode = status }
            : new ConnectResponseBody
            {
                ErrorCode = (MapiError)reader.ReadUInt32(),
                PollsMax = reader.ReadUInt32(),
                RetryCount = reader.ReadUInt32(),
                RetryDelay = reader.ReadUInt32(),
                DnPrefix = reader.ReadAsciiZ(),
                DisplayName = reader.ReadUnicodeZ(),
            };
        result = result with { AuxiliaryBuffer = BodyFields.ReadAuxiliary(ref reader, body) };
        error = reader.Error;
        return error is null ? result : null;
    }
}
