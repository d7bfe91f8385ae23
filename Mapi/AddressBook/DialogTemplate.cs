using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.AddressBook;

/// <summary>What a control of a dialog is (PidTagControlType).</summary>
public enum DialogControlType : uint
{
#pragma warning disable CS1591 // Each is the control of its name.
    Label = 0, Edit = 1, ListBox = 2, CheckBox = 5, GroupBox = 6, Button = 7, Page = 8, MultiValuedListBox = 0xB,
#pragma warning restore CS1591
}

/// <summary>A control of a dialog, a TRow structure with its CNTRL ([MS-OXOABKT] 2.2.2.1.2, 2.2.2.1.3).</summary>
/// <param name="Type">ControlType.</param>
/// <param name="X">XPos, in dialog units from the page's left edge.</param>
/// <param name="Width">DeltaX.</param>
/// <param name="Y">YPos, from the page's top.</param>
/// <param name="Height">DeltaY.</param>
/// <param name="Flags">ControlFlags: DT_MULTILINE (0x1), DT_EDITABLE (0x2) and the like.</param>
/// <param name="Tag">dwType: the property shown; 0 where the control has none.</param>
/// <param name="Size">ulSize: the characters that an edit control takes.</param>
/// <param name="Text">The string at ulString: a label, a page's title, or the characters that an edit control allows ("*" for all).</param>
public readonly record struct DialogControl(DialogControlType Type, uint X, uint Width, uint Y, uint Height, uint Flags, PropertyTag Tag, uint Size, string Text)
{
    internal const int WireSize = 36;
}

/// <summary>
/// The template of a dialog that shows an address book object, a TRowSet structure ([MS-OXOABKT] 2.2.2.1.1): controls, and behind them their
/// strings in the code page that was asked for.
/// </summary>
/// <param name="Controls">The controls. Those behind a page are on that page.</param>
public sealed record DialogTemplate(IReadOnlyList<DialogControl> Controls)
{
    private const uint RowSetType = 1;

    /// <summary>The wire form, PidTagTemplateData.</summary>
    public byte[] ToArray(int codePage)
    {
        var encoding = TextConversion.EncodingOf(codePage);
        using var writer = new MapiWriter(1024);
        writer.WriteUInt32(RowSetType);
        writer.WriteInt32(Controls.Count);
        var offset = (uint)(8 + (DialogControl.WireSize * Controls.Count));
        foreach (var control in Controls)
        {
            writer.WriteUInt32(control.X);
            writer.WriteUInt32(control.Width);
            writer.WriteUInt32(control.Y);
            writer.WriteUInt32(control.Height);
            writer.WriteUInt32((uint)control.Type);
            writer.WriteUInt32(control.Flags);
            writer.WriteUInt32(control.Tag.Value);
            writer.WriteUInt32(control.Size);
            writer.WriteUInt32(offset);
            offset += (uint)encoding.GetByteCount(control.Text) + 1;
        }
        foreach (var control in Controls)
        {
            writer.WriteBytes(encoding.GetBytes(control.Text));
            writer.WriteByte(0);
        }
        return writer.ToArray();
    }

    /// <summary>Reads the wire form; null and why where it is none.</summary>
    public static DialogTemplate? TryParse(ReadOnlySpan<byte> bytes, int codePage, out ParseError? error)
    {
        var encoding = TextConversion.EncodingOf(codePage);
        var reader = new MapiReader(bytes);
        if (reader.ReadUInt32() != RowSetType && !reader.Failed) reader.Fail("not a TRowSet");
        var controls = new DialogControl[reader.ReadCount32(DialogControl.WireSize)];
        for (var i = 0; i < controls.Length && !reader.Failed; i++)
        {
            var (x, width, y, height) = (reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
            var (type, flags, tag, size, offset) = ((DialogControlType)reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
            var end = offset < bytes.Length ? bytes[(int)offset..].IndexOf((byte)0) : -1;
            if (end < 0 && !reader.Failed) reader.Fail($"a string at {offset}");
            if (!reader.Failed) controls[i] = new DialogControl(type, x, width, y, height, flags, tag, size, encoding.GetString(bytes.Slice((int)offset, end)));
        }
        error = reader.Error;
        return error is null ? new DialogTemplate(controls) : null;
    }
}
