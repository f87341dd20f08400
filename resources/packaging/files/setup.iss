; Inno Setup: per user by default, no administrator needed. Run by build_installer.py, which
; gives Version, Program (the built folder), Icon and Out. Uninstalling takes the program away
; and leaves what the user made: project files and the folder with settings and journals.
#if Ver < EncodeVer(6, 3, 0)
  #error Inno Setup 6.3 or newer is needed
#endif
#define Key "Software\Classes"

[Setup]
AppId={{6B2D1E0F-5C0B-4B8E-9C37-0D1E5B7A2C11}
AppName=StagePlanner
AppVersion={#Version}
AppVerName=StagePlanner {#Version}
AppPublisher=StagePlanner
DefaultDirName={autopf}\StagePlanner
DefaultGroupName=StagePlanner
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir={#Out}
OutputBaseFilename=StagePlanner-{#Version}-setup
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\StagePlanner.exe
UninstallDisplayName=StagePlanner
LicenseFile={#Licence}
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes
#ifdef Signed
; The uninstaller is signed too; the command comes with /Ssign.
SignTool=sign
SignedUninstaller=yes
#endif

[Languages]
Name: "nl"; MessagesFile: "compiler:Languages\Dutch.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
nl.Project=StagePlanner-project
en.Project=StagePlanner project

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; What an older version left: a library of another version beside ours would be loaded.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{autoprograms}\StagePlanner"; Filename: "{app}\StagePlanner.exe"
Name: "{autodesktop}\StagePlanner"; Filename: "{app}\StagePlanner.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "{#Key}\.stageplan\OpenWithProgids"; ValueType: string; ValueName: "StagePlanner.Project"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "{#Key}\.stageplan"; ValueType: string; ValueName: ""; ValueData: "StagePlanner.Project"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "{#Key}\StagePlanner.Project"; ValueType: string; ValueName: ""; ValueData: "{cm:Project}"; Flags: uninsdeletekey
Root: HKA; Subkey: "{#Key}\StagePlanner.Project\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\StagePlanner.exe,0"
Root: HKA; Subkey: "{#Key}\StagePlanner.Project\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\StagePlanner.exe"" ""%1"""

[Run]
Filename: "{app}\StagePlanner.exe"; Description: "{cm:LaunchProgram,StagePlanner}"; Flags: nowait postinstall skipifsilent
