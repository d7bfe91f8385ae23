namespace MapiOrleans.Mapi.Properties;

/// <summary>Property sets and other well-known GUIDs ([MS-OXPROPS] 1.3.2, [MS-OXCDATA]).</summary>
public static class PropertySets
{
    /// <summary>CLSID_CalendarFolder.</summary>
    public static readonly Guid CLSID_CalendarFolder = new("00067802-0000-0000-c000-000000000046");
    /// <summary>CLSID_ContactFolder.</summary>
    public static readonly Guid CLSID_ContactFolder = new("00067801-0000-0000-c000-000000000046");
    /// <summary>CLSID_IConverterSession.</summary>
    public static readonly Guid CLSID_IConverterSession = new("4e3a7680-b77a-11d0-9da5-00c04fd65685");
    /// <summary>CLSID_JournalFolder.</summary>
    public static readonly Guid CLSID_JournalFolder = new("00067808-0000-0000-c000-000000000046");
    /// <summary>CLSID_MailFolder.</summary>
    public static readonly Guid CLSID_MailFolder = new("00067800-0000-0000-c000-000000000046");
    /// <summary>CLSID_MailMessage.</summary>
    public static readonly Guid CLSID_MailMessage = new("00020d0b-0000-0000-c000-000000000046");
    /// <summary>CLSID_NoteFolder.</summary>
    public static readonly Guid CLSID_NoteFolder = new("00067804-0000-0000-c000-000000000046");
    /// <summary>CLSID_TaskFolder.</summary>
    public static readonly Guid CLSID_TaskFolder = new("00067803-0000-0000-c000-000000000046");
    /// <summary>GUID_Dilkie.</summary>
    public static readonly Guid GUID_Dilkie = new("53bc2ec0-d953-11cd-9752-00aa004ae40e");
    /// <summary>PSETID_Address.</summary>
    public static readonly Guid PSETID_Address = new("00062004-0000-0000-c000-000000000046");
    /// <summary>PSETID_AirSync.</summary>
    public static readonly Guid PSETID_AirSync = new("71035549-0739-4dcb-9163-00f0580dbbdf");
    /// <summary>PSETID_Appointment.</summary>
    public static readonly Guid PSETID_Appointment = new("00062002-0000-0000-c000-000000000046");
    /// <summary>PSETID_Attachment.</summary>
    public static readonly Guid PSETID_Attachment = new("96357f7f-59e1-47d0-99a7-46515c183b54");
    /// <summary>PSETID_CalendarAssistant.</summary>
    public static readonly Guid PSETID_CalendarAssistant = new("11000e07-b51b-40d6-af21-caa85edab1d0");
    /// <summary>PSETID_Common.</summary>
    public static readonly Guid PSETID_Common = new("00062008-0000-0000-c000-000000000046");
    /// <summary>PSETID_Log.</summary>
    public static readonly Guid PSETID_Log = new("0006200a-0000-0000-c000-000000000046");
    /// <summary>PSETID_Meeting.</summary>
    public static readonly Guid PSETID_Meeting = new("6ed8da90-450b-101b-98da-00aa003f1305");
    /// <summary>PSETID_Note.</summary>
    public static readonly Guid PSETID_Note = new("0006200e-0000-0000-c000-000000000046");
    /// <summary>PSETID_PostRss.</summary>
    public static readonly Guid PSETID_PostRss = new("00062041-0000-0000-c000-000000000046");
    /// <summary>PSETID_Remote.</summary>
    public static readonly Guid PSETID_Remote = new("00062014-0000-0000-c000-000000000046");
    /// <summary>PSETID_Report.</summary>
    public static readonly Guid PSETID_Report = new("00062013-0000-0000-c000-000000000046");
    /// <summary>PSETID_Sharing.</summary>
    public static readonly Guid PSETID_Sharing = new("00062040-0000-0000-c000-000000000046");
    /// <summary>PSETID_Task.</summary>
    public static readonly Guid PSETID_Task = new("00062003-0000-0000-c000-000000000046");
    /// <summary>PSETID_UnifiedMessaging.</summary>
    public static readonly Guid PSETID_UnifiedMessaging = new("4442858e-a9e3-4e80-b900-317a210cc15b");
    /// <summary>PSETID_XmlExtractedEntities.</summary>
    public static readonly Guid PSETID_XmlExtractedEntities = new("23239608-685d-4732-9c55-4c95cb4e8e33");
    /// <summary>PSUNKNOWN.</summary>
    public static readonly Guid PSUNKNOWN = new("000623e7-0000-0000-c000-000000000046");
    /// <summary>PS_INTERNET_HEADERS.</summary>
    public static readonly Guid PS_INTERNET_HEADERS = new("00020386-0000-0000-c000-000000000046");
    /// <summary>WAB_GUID.</summary>
    public static readonly Guid WAB_GUID = new("d3ad91c0-9d51-11cf-a4a9-00aa0047faa4");
    /// <summary>g_muidStorePrivate.</summary>
    public static readonly Guid g_muidStorePrivate = new("20fa551b-66aa-cd11-9bc8-00aa002fc45a");
    /// <summary>g_muidStorePublic.</summary>
    public static readonly Guid g_muidStorePublic = new("1002831c-66aa-cd11-9bc8-00aa002fc45a");
    /// <summary>muidContabDLL.</summary>
    public static readonly Guid muidContabDLL = new("0aaa42fe-c718-101a-e885-0b651c240000");
    /// <summary>muidEMSAB.</summary>
    public static readonly Guid muidEMSAB = new("c840a7dc-42c0-1a10-b4b9-08002b2fe182");
    /// <summary>muidOOP.</summary>
    public static readonly Guid muidOOP = new("a41f2b81-a3be-1910-9d6e-00dd010f5402");
    /// <summary>muidStoreWrap.</summary>
    public static readonly Guid muidStoreWrap = new("10bba138-e505-1a10-a1bb-08002b2a56c2");
    /// <summary>pbLongTermNonPrivateGuid.</summary>
    public static readonly Guid pbLongTermNonPrivateGuid = new("9073441a-66aa-cd11-9bc8-00aa002fc45a");
    /// <summary>PS_MAPI.</summary>
    public static readonly Guid PS_MAPI = new("00020328-0000-0000-c000-000000000046");
    /// <summary>PS_PUBLIC_STRINGS.</summary>
    public static readonly Guid PS_PUBLIC_STRINGS = new("00020329-0000-0000-c000-000000000046");
}
