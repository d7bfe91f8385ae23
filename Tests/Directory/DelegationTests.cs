using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Tests.Cluster;
using Xunit;

namespace MapiOrleans.Tests.DirectoryTests;

/// <summary>Who may send in whose name, and what of an entry lies apart.</summary>
public sealed class DelegationTests(MapiCluster cluster) : IClassFixture<MapiCluster>
{
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

    private IDirectoryGrain Directory => cluster.Directory;

    private async Task<DirectoryObject> UserAsync(DomainInfo domain, string name) => await Directory.PutObjectAsync(MapiCluster.User(domain, name), null);

    [Fact]
    public async Task The_right_to_send_is_ones_own_named_or_a_groups()
    {
        var domain = await cluster.NewDomainAsync();
        var (boss, aide, clerk, guest, opener) = (await UserAsync(domain, "boss"), await UserAsync(domain, "aide"), await UserAsync(domain, "clerk"), await UserAsync(domain, "guest"), await UserAsync(domain, "opener"));
        var office = await Directory.PutObjectAsync(MapiCluster.Entry(domain, DirectoryKind.Group, "office") with { Members = [clerk.Address] }, null);
        await Directory.PutObjectAsync(boss with { SendAs = [office.Address], SendOnBehalf = [aide.Address, boss.Address, clerk.Address], FullAccess = [opener.Address] }, null);

        Task<SendRight> RightAsync(DirectoryObject who) => Directory.SendRightAsync(who.ObjectId, boss.ObjectId);
        Assert.Equal(SendRight.As, await RightAsync(boss));
        Assert.Equal(SendRight.OnBehalf, await RightAsync(aide));
        // The stronger of two rights counts.
        Assert.Equal(SendRight.As, await RightAsync(clerk));
        Assert.Equal(SendRight.None, await RightAsync(guest));
        Assert.Equal(SendRight.OnBehalf, await RightAsync(opener));
        Assert.Equal(SendRight.None, await Directory.SendRightAsync(Guid.NewGuid(), boss.ObjectId));
        // Nobody is his own delegate, and who is removed is nobody's any more.
        Assert.Equal([aide.Address, clerk.Address], (await Directory.FindByIdAsync(boss.ObjectId))!.SendOnBehalf);
        await Directory.RemoveObjectAsync(aide.Address);
        await Directory.RemoveObjectAsync(office.Address);
        var left = (await Directory.FindByIdAsync(boss.ObjectId))!;
        Assert.Equal([clerk.Address], left.SendOnBehalf);
        Assert.Empty(left.SendAs);
        Assert.Equal(SendRight.OnBehalf, await RightAsync(clerk));

        var elsewhere = await cluster.NewDomainAsync();
        var stranger = await UserAsync(elsewhere, "stranger");
        Assert.Equal(SendRight.None, await RightAsync(stranger));
        Assert.Equal("sendAs", (await Assert.ThrowsAsync<DirectoryException>(() => Directory.PutObjectAsync(boss with { SendAs = [stranger.Address] }, null))).Field);
    }

    [Fact]
    public async Task A_photo_and_certificates_lie_apart_and_stay_when_the_entry_is_put()
    {
        var user = await UserAsync(await cluster.NewDomainAsync(), "anna");
        Assert.Same(DirectoryBlobs.None.Photo, (await Directory.ReadBlobsAsync(user.ObjectId)).Photo);
        var blobs = new DirectoryBlobs { Photo = Photo, Certificates = [[1, 2], [3]], UserCertificates = [[4]] };
        var put = await Directory.PutBlobsAsync(user.ObjectId, blobs);
        Assert.Equal((Photo.Length, 4), (put.PhotoBytes, put.CertificateBytes));
        Assert.True(put.Version > user.Version);
        Assert.True(DirectoryBlobs.Same(blobs, await Directory.ReadBlobsAsync(user.ObjectId)));
        // The same again is no change, and a change of the entry is none of them, whatever it says.
        Assert.Equal(put.Version, (await Directory.PutBlobsAsync(user.ObjectId, blobs)).Version);
        var changed = await Directory.PutObjectAsync(user with { Title = "Chief", PhotoBytes = 0, CertificateBytes = 99 }, null);
        Assert.Equal((Photo.Length, 4), (changed.PhotoBytes, changed.CertificateBytes));
        Assert.True(DirectoryBlobs.Same(blobs, await Directory.ReadBlobsAsync(user.ObjectId)));
        Assert.Equal(0, (await Directory.PutBlobsAsync(user.ObjectId, DirectoryBlobs.None)).PhotoBytes);

        async Task<string> RefusedAsync(Guid id, DirectoryBlobs bad) => (await Assert.ThrowsAsync<DirectoryException>(() => Directory.PutBlobsAsync(id, bad))).Field;
        Assert.Equal("photo", await RefusedAsync(user.ObjectId, new DirectoryBlobs { Photo = [1, 2, 3] }));
        Assert.Equal("photo", await RefusedAsync(user.ObjectId, new DirectoryBlobs { Photo = [.. Photo, .. new byte[100 * 1024]] }));
        Assert.Equal("certificates", await RefusedAsync(user.ObjectId, new DirectoryBlobs { Certificates = [[]] }));
        Assert.Equal("certificates", await RefusedAsync(user.ObjectId, new DirectoryBlobs { UserCertificates = [.. Enumerable.Repeat<byte[]>([1], 33)] }));
        Assert.Equal("address", await RefusedAsync(Guid.NewGuid(), blobs));
    }
}
