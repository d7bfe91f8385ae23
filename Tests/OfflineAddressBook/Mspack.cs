using System.Runtime.InteropServices;
using Xunit;

namespace MapiOrleans.Tests.OfflineAddressBook;

/// <summary>The decoder of others: Debian's libmspack0, which reads what Exchange writes.</summary>
internal static class Mspack
{
    private const string Library = "libmspack.so.0";

    /// <summary>What a compressed file was.</summary>
    public static byte[] Decompress(byte[] file) => Run(null, file);

    /// <summary>What a Differential Patch file makes of another.</summary>
    public static byte[] Patch(byte[] source, byte[] patch) => Run(source, patch);

    private static unsafe byte[] Run(byte[]? source, byte[] file)
    {
        Assert.True(NativeLibrary.TryLoad(Library, out var library), "libmspack is missing: install the package libmspack0.");
        var create = (delegate* unmanaged<nint, nint*>)NativeLibrary.GetExport(library, "mspack_create_oab_decompressor");
        var destroy = (delegate* unmanaged<nint*, void>)NativeLibrary.GetExport(library, "mspack_destroy_oab_decompressor");
        var folder = Directory.CreateTempSubdirectory("oab").FullName;
        var decompressor = create(0);
        try
        {
            Assert.True(decompressor is not null);
            var (input, basis, output) = (Path.Combine(folder, "in.lzx"), Path.Combine(folder, "base.oab"), Path.Combine(folder, "out.oab"));
            File.WriteAllBytes(input, file);
            if (source is not null) File.WriteAllBytes(basis, source);
            var (inputName, basisName, outputName) = (Marshal.StringToCoTaskMemUTF8(input), Marshal.StringToCoTaskMemUTF8(basis), Marshal.StringToCoTaskMemUTF8(output));
            var code = source is null
                ? ((delegate* unmanaged<nint*, nint, nint, int>)decompressor[0])(decompressor, inputName, outputName)
                : ((delegate* unmanaged<nint*, nint, nint, nint, int>)decompressor[1])(decompressor, inputName, basisName, outputName);
            Marshal.FreeCoTaskMem(inputName);
            Marshal.FreeCoTaskMem(basisName);
            Marshal.FreeCoTaskMem(outputName);
            Assert.Equal(0, code);
            return File.ReadAllBytes(output);
        }
        finally
        {
            if (decompressor is not null) destroy(decompressor);
            Directory.Delete(folder, recursive: true);
        }
    }
}
