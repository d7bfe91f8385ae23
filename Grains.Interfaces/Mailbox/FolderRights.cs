namespace MapiOrleans.Grains.Interfaces.Mailbox;

/// <summary>PidTagMemberRights ([MS-OXCPERM] 2.2.7).</summary>
[Flags]
public enum FolderRights : uint
{
    /// <summary>None.</summary>
    None = 0x0000,
    /// <summary>Read all items.</summary>
    ReadAny = 0x0001,
    /// <summary>Create items.</summary>
    Create = 0x0002,
    /// <summary>Change one's own items.</summary>
    EditOwned = 0x0008,
    /// <summary>Delete one's own items.</summary>
    DeleteOwned = 0x0010,
    /// <summary>Change any item.</summary>
    EditAny = 0x0020,
    /// <summary>Delete any item.</summary>
    DeleteAny = 0x0040,
    /// <summary>Create subfolders.</summary>
    CreateSubfolder = 0x0080,
    /// <summary>All rights on the folder, its permissions included.</summary>
    Owner = 0x0100,
    /// <summary>Is named as the folder's contact.</summary>
    Contact = 0x0200,
    /// <summary>See the folder in the hierarchy.</summary>
    Visible = 0x0400,
    /// <summary>See free and busy times.</summary>
    FreeBusySimple = 0x0800,
    /// <summary>See free and busy times with subject and place.</summary>
    FreeBusyDetailed = 0x1000,
    /// <summary>All that the owner of a mailbox has.</summary>
    All = ReadAny | Create | EditOwned | DeleteOwned | EditAny | DeleteAny | CreateSubfolder | Owner | Contact | Visible,
    /// <summary>The role Reviewer.</summary>
    Reviewer = ReadAny | Visible,
    /// <summary>The role Author.</summary>
    Author = ReadAny | Create | EditOwned | DeleteOwned | Visible,
    /// <summary>The role Editor.</summary>
    Editor = Author | EditAny | DeleteAny,
    /// <summary>The role Publishing Editor.</summary>
    PublishingEditor = Editor | CreateSubfolder,
    /// <summary>The role Publishing Author.</summary>
    PublishingAuthor = Author | CreateSubfolder,
    /// <summary>The role Nonediting Author.</summary>
    NoneditingAuthor = ReadAny | Create | DeleteOwned | Visible,
    /// <summary>The role Contributor.</summary>
    Contributor = Create | Visible,
}
