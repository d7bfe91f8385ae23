using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;
using Orleans.Serialization.Cloning;

namespace MapiOrleans.Grains.Interfaces.Serialization;

// Types of Mapi know nothing of Orleans. Between processes they travel in the format in which the store keeps them, so there is one
// binary form to keep readable; inside a process they are handed over or copied shallowly, as values never change.

/// <summary>A property bag on its way between processes.</summary>
[GenerateSerializer, Alias("MapiOrleans.PropertyBagSurrogate")]
public struct PropertyBagSurrogate
{
    /// <summary><see cref="StorageFormat.WriteBag"/>.</summary>
    [Id(0)] public byte[] Bytes;
}

/// <summary>A message's content on its way between processes.</summary>
[GenerateSerializer, Alias("MapiOrleans.MessageContentSurrogate")]
public struct MessageContentSurrogate
{
    /// <summary><see cref="StorageFormat.WriteMessage"/>.</summary>
    [Id(0)] public byte[] Bytes;
}

/// <summary>A large value's place on its way between processes.</summary>
[GenerateSerializer, Alias("MapiOrleans.ExternalValueSurrogate")]
public struct ExternalValueSurrogate
{
    /// <summary>The part.</summary>
    [Id(0)] public Guid PartId;
    /// <summary>Bytes.</summary>
    [Id(1)] public long Length;
}

/// <summary>A property name on its way between processes.</summary>
[GenerateSerializer, Alias("MapiOrleans.PropertyNameSurrogate")]
public struct PropertyNameSurrogate
{
    /// <summary>The property set.</summary>
    [Id(0)] public Guid Guid;
    /// <summary>The number.</summary>
    [Id(1)] public uint Lid;
    /// <summary>The string, or null.</summary>
    [Id(2)] public string? Name;
}

[RegisterConverter]
internal sealed class PropertyBagConverter : IConverter<PropertyBag, PropertyBagSurrogate>
{
    public PropertyBag ConvertFromSurrogate(in PropertyBagSurrogate surrogate) =>
        StorageFormat.TryReadBag(surrogate.Bytes, out var error) ?? throw Broken(nameof(PropertyBag), error);

    public PropertyBagSurrogate ConvertToSurrogate(in PropertyBag value) => new() { Bytes = StorageFormat.WriteBag(value) };

    internal static InvalidDataException Broken(string what, ParseError? error) => new($"A {what} from another process cannot be read: {error}");
}

[RegisterConverter]
internal sealed class MessageContentConverter : IConverter<MessageContent, MessageContentSurrogate>
{
    public MessageContent ConvertFromSurrogate(in MessageContentSurrogate surrogate) =>
        StorageFormat.TryReadMessage(surrogate.Bytes, out var error) ?? throw PropertyBagConverter.Broken(nameof(MessageContent), error);

    public MessageContentSurrogate ConvertToSurrogate(in MessageContent value) => new() { Bytes = StorageFormat.WriteMessage(value) };
}

[RegisterConverter]
internal sealed class ExternalValueConverter : IConverter<ExternalValue, ExternalValueSurrogate>
{
    public ExternalValue ConvertFromSurrogate(in ExternalValueSurrogate surrogate) => new(surrogate.PartId, surrogate.Length);

    public ExternalValueSurrogate ConvertToSurrogate(in ExternalValue value) => new() { PartId = value.PartId, Length = value.Length };
}

[RegisterConverter]
internal sealed class PropertyNameConverter : IConverter<PropertyName, PropertyNameSurrogate>
{
    public PropertyName ConvertFromSurrogate(in PropertyNameSurrogate surrogate) => new(surrogate.Guid, surrogate.Lid, surrogate.Name);

    public PropertyNameSurrogate ConvertToSurrogate(in PropertyName value) => new() { Guid = value.Guid, Lid = value.Lid, Name = value.Name };
}

[RegisterCopier]
internal sealed class PropertyBagCopier : IDeepCopier<PropertyBag>
{
    public PropertyBag? DeepCopy(PropertyBag? input, CopyContext context)
    {
        if (input is null) return null;
        if (context.TryGetCopy<PropertyBag>(input, out var known)) return known;
        var copy = input.Clone();
        context.RecordCopy(input, copy);
        return copy;
    }
}

[RegisterCopier]
internal sealed class MessageContentCopier : IDeepCopier<MessageContent>
{
    public MessageContent? DeepCopy(MessageContent? input, CopyContext context)
    {
        if (input is null) return null;
        if (context.TryGetCopy<MessageContent>(input, out var known)) return known;
        var copy = input.Clone();
        context.RecordCopy(input, copy);
        return copy;
    }
}
